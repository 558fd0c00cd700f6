"""How are the verbs of stories and the feed grouped in the log?"""

from newsroom import acts
from newsroom.log_filters import VerbFilter

PLANNED = ("schedule", "reschedule", "schedule in the feed", "reschedule in the feed", "plan withdrawal")

VerbFilter.groups |= {
    "words": ("Writing", ("start", "save", "prune")),
    "review": ("Review", ("submit", "return", "approve")),
    "publishing": ("Publishing", ("publish", "schedule", "reschedule", "cancel", *acts.BY_THE_CLOCK)),
    "plans": ("Plans and how they went", (*PLANNED, *acts.BY_THE_CLOCK)),
    "withdrawing": (
        "Withdrawing and spiking",
        ("withdraw", "plan withdrawal", "cancel withdrawal", "strike", "spike", "revive", acts.WENT_OFF_LINE, "delete"),
    ),
    "feed": (
        "The feed",
        (
            *("add to the feed", "schedule in the feed", "reschedule in the feed", "take off the feed"),
            *("update in the feed", "fix in the feed"),
            *("pin in the feed", "unpin in the feed", "mark as breaking", "end breaking"),
        ),
    ),
    "sharing": (
        "Links for others",
        ("share preview", "revoke preview", "renew calendar address", "switch off calendar address"),
    ),
    "front": (
        "The front page",
        ("place on the front page", "move on the front page", "end on the front page"),
    ),
    "translations": ("Translations", ("link translations", "unlink translations")),
    "nouns": (
        "Sections, tags, authors, pictures",
        ("added", "checked", "changed", "replaced the file of", "deleted", "move"),
    ),
    "people": (
        "People and sign-in",
        (
            *("invite", "invite again", "withdraw the invitation", "accept the invitation"),
            *("change the account", "change the group", "add the group", "delete the group"),
            *("reset the password", "change the password", "give a wrong code", "sign in with a recovery code"),
            *("set up two-factor sign-in", "renew recovery codes"),
            *("switch off two-factor sign-in", "remove two-factor sign-in"),
        ),
    ),
}
