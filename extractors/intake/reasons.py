"""Why a file was set aside, in words for a clerk, and what to do next."""

from dataclasses import dataclass

from schemas.errors import Reason


@dataclass(frozen=True)
class Explanation:
    """One sentence that says what is wrong, and one that says what to do."""

    sentence: str
    next_step: str


def explain(reason: Reason) -> Explanation:
    """Return the words for a reason."""
    return EXPLANATIONS[reason]


EXPLANATIONS: dict[Reason, Explanation] = {
    Reason.UNSUPPORTED_TYPE: Explanation(
        "该文件的格式不在受理范围内，未能读取。", "请报送单位改为 PDF、JPG、PNG、TIFF、DOCX 或 OFD 格式后重新提交。"
    ),
    Reason.TYPE_MISMATCH: Explanation("文件内容与扩展名不符，未予读取。", "请核对是否误改了扩展名或发错了文件，更正后重新提交。"),
    Reason.EMPTY_FILE: Explanation("文件是空的，没有任何内容。", "请报送单位重新提交该文件。"),
    Reason.TOO_LARGE: Explanation("文件过大，超出处理上限。", "请降低扫描分辨率（建议 300 dpi 以内）或分成几个文件后重新提交。"),
    Reason.TOO_MANY_PAGES: Explanation("文件页数超出处理上限，为避免漏页未作处理。", "请按材料拆分成几个文件后重新提交。"),
    Reason.PAGE_TOO_LARGE: Explanation("页面尺寸超出常规纸张，无法显示。", "请按 A4 或 A3 幅面重新生成该文件。"),
    Reason.IMAGE_GEOMETRY: Explanation("图片的像素过多、过少或长宽比例异常，不像一页材料。", "请重新扫描或拍照，保证一页一图、画面完整。"),
    Reason.ENCRYPTED_NEEDS_PASSWORD: Explanation("文件设有打开密码，无法读取。", "请报送单位取消密码后重新提交。"),
    Reason.ENCRYPTED_UNSUPPORTED: Explanation("文件采用了不支持的加密方式（如数字证书加密），无法读取。", "请报送单位提供未加密的文件。"),
    Reason.DAMAGED_UNREADABLE: Explanation("文件已损坏或不完整，无法打开。", "请报送单位确认文件能正常打开后重新提交。"),
    Reason.PAGE_COUNT_MISMATCH: Explanation(
        "两种方法数出的页数不一致，可能有页面读不出来。", "请人工打开原件核对页数，必要时重新导出 PDF。"
    ),
    Reason.PARTIAL_PAGES: Explanation("部分页面未能读出，其余页面已处理。", "请人工查看未读出的页面，或请报送单位重新扫描。"),
    Reason.TIME_LIMIT: Explanation("处理该文件超过时限，已中止。", "请人工查看原件；如文件过大或过于复杂，请拆分后重新提交。"),
    Reason.MEMORY_LIMIT: Explanation("处理该文件所需内存或临时空间超出上限，已中止。", "请降低分辨率或拆分文件后重新提交。"),
    Reason.WORKER_CRASH: Explanation("读取该文件时程序异常退出，文件可能有问题。", "请人工查看原件，或请报送单位重新导出后提交。"),
    Reason.ARCHIVE_BOMB: Explanation(
        "压缩包异常：解压后的数据量或文件数远超正常范围，未予解压。", "请报送单位重新打包，或直接提交原文件。"
    ),
    Reason.ARCHIVE_UNSAFE_MEMBER: Explanation(
        "压缩包内该项的名称或类型不安全（如指向包外的路径、快捷链接），未予解压。", "请报送单位重新打包后提交。"
    ),
    Reason.ARCHIVE_ENCRYPTED: Explanation("压缩包内该文件设有密码，无法解压。", "请报送单位取消密码后重新打包提交。"),
    Reason.ARCHIVE_TOO_DEEP: Explanation("压缩包嵌套层数过多，未予解压。", "请解开内层压缩包后重新打包提交。"),
    Reason.ARCHIVE_UNSUPPORTED_METHOD: Explanation("压缩包采用了不支持的压缩方式，无法解压。", "请改用普通 ZIP 格式重新打包。"),
    Reason.ARCHIVE_INCONSISTENT: Explanation("压缩包的目录与内容不一致，可能已损坏或被改动。", "请报送单位重新打包后提交。"),
    Reason.DOCX_LIMITS: Explanation("文档结构异常庞大，超出处理上限。", "请另存为 PDF 后重新提交。"),
    Reason.XML_FORBIDDEN: Explanation("文档内含有不允许的定义，出于安全考虑未予读取。", "请用 Word 或 WPS 打开后另存为新文件再提交。"),
    Reason.NOT_PLAIN_FILE: Explanation("这不是普通文件（可能是链接或设备），未予读取。", "请将文件本身复制到收件目录。"),
    Reason.UNREADABLE_PERMISSION: Explanation("没有读取该文件的权限。", "请管理员检查收件目录的文件权限后重试。"),
    Reason.STILL_CHANGING: Explanation("文件仍在写入中，本次未处理。", "请待文件复制完成后，在下次处理时再读取。"),
    Reason.CONVERTER_MISSING: Explanation(
        "本机未安装 LibreOffice，无法读取 DOC、WPS 文件。", "请安装 LibreOffice，或请报送单位改交 DOCX、PDF 文件。"
    ),
    Reason.INTERNAL_ERROR: Explanation("处理该文件时程序出现内部错误。", "请人工查看原件，并将日志交技术人员。"),
}
