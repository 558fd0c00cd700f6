"""Which words stand in nearly every story, and so say nothing about what a reader looks for?"""

from newsroom.word_forms import plain

ENGLISH = """
a an the and but if so as at by for from in into of off on onto out over to up with without about after before than
then that this these those there here it its he him his she her hers they them their we us our you your i me my
is are was were be been being am do does did has have had will would can could should may might must shall not no
what which who whom when where how why
"""
UKRAINIAN = """
і й та а але що щоб як в у на з із зі зо до від од для про по за при над під через між без о об ж же б би чи ні не
він вона воно вони його її їх їм йому їй ним нею ними я мене мені мною ти тебе тобі ми нас нам нами ви вас вам вами
цей ця це ці цього цієї цьому цим цих той тих то так там тут тому також
є був була було були бути буде будуть
який яка яке які якого якої якому яких де коли хто
"""
COMMON = frozenset(plain(word) for word in (ENGLISH + UKRAINIAN).split())


def is_common(word: str) -> bool:
    return plain(word) in COMMON
