"""营业执照, 事业单位法人证书, 民办非企业单位登记证书, 统一社会信用代码证书."""

from typing import Literal

from schemas.documents.base import DocumentBase, Kind
from schemas.evidence import Reading


class LegalPersonCertificate(DocumentBase):
    """A registration certificate of one unit."""

    kind: Literal[Kind.LEGAL_PERSON_CERTIFICATE] = Kind.LEGAL_PERSON_CERTIFICATE
    certificate_type: Reading[str] | None = None
    unit_name: Reading[str] | None = None
    uscc: Reading[str] | None = None
    unit_type: Reading[str] | None = None
    """The 类型 cell: 有限责任公司, 个体工商户, 民办非企业单位（法人） and so on."""
    legal_representative: Reading[str] | None = None
    address: Reading[str] | None = None
    valid_until: Reading[str] | None = None
