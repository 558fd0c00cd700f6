"""Which pages about the paper does the foot of a page name?"""

from django import template

from articles import policies

register = template.Library()
register.simple_tag(policies.entries, name="policy_entries")
