"""Forms built by hand, read."""

import notices
from extractors.documents import application_form
from extractors.documents.second import SecondReader
from extractors.documents.sheets import Segment, Sheet
from extractors.ocr.blank import build as blank_engine
from schemas.documents import ApplicationForm, Kind
from schemas.page import Page

NOTICE = notices.load("liaoning-2026")
NAME = "智慧温室蔬菜种植标准化试点"
UNIT = "辽宁禾穗农业科技有限公司"


class NoCrops:
    def crop(self, page, quad, *, margin=1.5, red=False, beyond=0.0):
        return None


def read(*pages: Page) -> ApplicationForm:
    sheets = tuple(Sheet("甲/申请表.pdf", "0" * 64, item) for item in pages)
    crops = NoCrops()
    second = SecondReader(crops, blank_engine(), blank_engine())
    return application_form.extract(Segment(Kind.APPLICATION_FORM, sheets), NOTICE, crops, second)


def value(form: ApplicationForm, name: str):
    reading = getattr(form, name)
    return None if reading is None else reading.value
