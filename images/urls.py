from django.urls import re_path

from images import views
from images.crops import CROPS
from images.renditions import KINDS

ADDRESS = (
    rf"^media/renditions/(?P<folder>[0-9]{{1,18}}-(?:{'|'.join(CROPS)})-[0-9]{{1,4}}x[0-9]{{1,4}}-[A-Za-z0-9_-]{{22}})"
    rf"/(?P<width>[1-9][0-9]{{0,4}})\.(?P<kind>{'|'.join(KINDS)})$"
)
urlpatterns = [re_path(ADDRESS, views.rendition, name="rendition")]
