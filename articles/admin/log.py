"""How are the verbs of stories and the feed grouped in the log?"""

from newsroom import acts
from newsroom.log_filters import VerbFilter

VerbFilter.groups |= {
    "words": ("Writing", ("start", "save")),
    "review": ("Review", ("submit", "return", "approve")),
    "publishing": ("Publishing", ("publish", "schedule", "reschedule", "cancel", *acts.BY_THE_CLOCK)),
    "plans": ("Plans and how they went", ("schedule", "reschedule", "plan withdrawal", *acts.BY_THE_CLOCK)),
    "withdrawing": (
        "Withdrawing and spiking",
        ("withdraw", "plan withdrawal", "cancel withdrawal", "strike", "spike", "revive", acts.WENT_OFF_LINE, "delete"),
    ),
    "feed": ("The feed", ("add to the feed", "update in the feed", "fix in the feed", "take off the feed")),
    "nouns": ("Sections, tags, authors, pictures", ("added", "changed", "deleted", "move")),
}
