"""The options of the verbs: what their help says, and how their words become values."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from invoke.context import Context

from ntsdocs.build.paths import LOOKS
from ntsdocs.cli.console import WRONG, refusal

_PLAN = "thư mục kế hoạch dưới data/, ví dụ tinh-mau/01-kh-ubnd (mặc định: ghi trong invoke.yaml)"
_ON = "xem sẽ ra sao nếu lập ngày này, ví dụ 2026-06-30 hoặc hom-nay; bản xem ở xem/<ngày>, không đụng bản dựng"
_OUT = "thư mục kết quả (mặc định: build/<kế hoạch>; với --on là thư mục xem/<ngày> trong đó)"
_BUILD = {"plan": _PLAN, "on": _ON, "out": _OUT}
_BUILT = {**_BUILD, "on": "xét với bản xem theo ngày này (mặc định: với bản dựng)"}

# What `invoke --help` says of each option, by verb.
HELP = {
    "build": {
        **_BUILD,
        "only": "chỉ dựng: loại văn bản, đợt, mã cơ quan hoặc mẫu như ke_hoach/ubnd-*; nhiều giá trị cách nhau phẩy",
        "strict": "coi cảnh báo như lỗi",
        "explain": "kể vì sao từng văn bản được làm mới, được giữ nguyên hay bị bỏ",
        "jobs": "số tiến trình cùng điền mẫu trên máy này (mặc định 2 khi phải làm từ 120 văn bản, ít hơn thì 1)",
        "scheduler": "điền mẫu trên cụm Dask có bộ điều phối ở địa chỉ này, ví dụ tcp://10.0.0.5:8786",
        "replace": "cho bản mới thay tệp đã sửa tay: loại, mã hoặc mẫu tên như --only; bản đã sửa được cất vào .cu/",
    },
    "issue": {
        "kind": "loại văn bản, tên hoặc mã, ví dụ «Công văn đôn đốc»",
        "edition": "đợt, như ghi trong editions.csv",
        "numbers": "số cấp cho các văn bản chưa có số trong sổ công văn, ví dụ 1601-1779 hoặc 12,15",
        "date": "ngày phát hành (với dự thảo: ngày gửi), ví dụ 05/11/2025 hoặc hom-nay",
        "only": "chỉ phát hành: mã cơ quan hoặc mẫu tên; nhiều giá trị cách nhau dấu phẩy",
        "edited": "phát hành tệp trong build/ như đã sửa tay bằng Word, nếu đúng số, ngày và không còn chỗ trống",
        "plan": _PLAN,
        "out": _OUT,
    },
    "verify": {
        **_BUILT,
        "file": "chỉ xác minh một tệp Word, ví dụ tệp do cơ quan gửi lại; ghi thẳng sau verify cũng được",
        "full": "kể hết mọi chỗ khác, không lược bớt",
    },
    "receive": {
        "file": "chỉ đọc những tệp, thư mục này; ghi thẳng sau receive cũng được (mặc định: hòm thư nhan/<kế hoạch>)",
        "write": "ghi những giá trị chắc vào dữ liệu; lần dựng sau có chúng",
        "full": "kể hết mọi việc cần làm, mọi cơ quan chưa gửi, không lược bớt",
        "plan": _PLAN,
        "out": _OUT,
    },
    "opinions": {
        "file": "các bản Word đã góp ý, thư mục, tệp nén; ghi thẳng sau opinions cũng được",
        "base": "bản đã gửi đi lấy ý kiến (mặc định: văn bản của ta, hoặc chính bản ấy trước khi có vết sửa)",
        "about": "tên văn bản lấy ý kiến như ghi ở đầu bảng: 'dự thảo Quyết định …' (mặc định: tên trong tệp)",
        "plan": _PLAN,
        "out": "tệp Word kết quả (mặc định: build/tong-hop-y-kien.docx); bảng Excel cùng tên ghi cạnh",
    },
    "forms": {
        "edition": "kỳ báo cáo: năm («2026»), hoặc năm và mã báo cáo trong bao-cao.yaml («2026-06-thang»)",
        "only": "chỉ ghi biểu của những cơ quan này: mã cơ quan, nhiều giá trị cách nhau dấu phẩy",
        "plan": _PLAN,
    },
    "check": {
        "paths": "tệp hoặc thư mục Word cần kiểm tra; ghi thẳng sau check cũng được: invoke check A.docx B.docx",
        "kind": "loại văn bản khi tệp không tự nói: ke_hoach, cong_van, bao_cao…",
        "json": "ghi kết quả vào tệp JSON này",
        "html": "ghi kết quả thành trang web này",
        "annotate": "ghi cạnh mỗi tệp một bản có ghi chú của Word: <tên>.gop-y.docx",
        "fix": "ghi cạnh mỗi tệp một bản đã sửa những lỗi không cần người quyết định: <tên>.sua.docx",
        "plan": _PLAN,
        "on": _ON,
    },
    "why": {
        **_BUILT,
        "what": "mã cơ quan, ví dụ so-y-te; hoặc một tệp Word đã dựng",
        "which": "số thứ tự nhiệm vụ trong Kế hoạch; với một tệp Word: câu chữ cần hỏi, đặt trong ngoặc kép",
    },
    "intake": {
        "source": "tệp kế hoạch: .docx .xlsx .odt .html .md .rtf .txt .doc; với --registry: --source DANH-SÁCH nếu có",
        "plan": "thư mục kế hoạch sẽ ghi, ví dụ tinh-mau/01-kh-ubnd",
        "registry": "lập danh mục cơ quan của tỉnh thay vì đọc kế hoạch",
        "name": "tên nơi ban hành nếu không phải một trong 34 tỉnh, thành phố, ví dụ «tỉnh Thử», «Sở A tỉnh B», «xã C»",
        "columns": "cột nào là gì khi tiêu đề không hiểu được, ví dụ «Hạng mục triển khai=nội dung; Đơn vị=chủ trì»",
        "write": "ghi cả những thay đổi vào thư mục đã có",
    },
    "plan": _BUILD,
    "diff": {
        **_BUILD,
        "base": "bản gốc: thư mục, manifest.json, tên bản phát hành, hoặc bản git như HEAD~1 "
        "(mặc định: bản phát hành gần nhất; chưa có thì HEAD)",
        "site": "lập cả trang rà soát review/index.html trong thư mục kết quả, đọc bằng trình duyệt, không cần mạng",
        "pictures": "như --site, kèm hình các trang của văn bản mới và thay đổi (cần LibreOffice và pdftoppm)",
        "full": "kể hết: mọi tên văn bản, mọi thay đổi, cả câu dài, không lược bớt",
    },
    "edition": {
        "what": "loại văn bản rồi mã đợt, ghi thẳng sau edition: invoke edition bao_cao_nam 2026 --on 14/12/2026",
        "on": "mở đợt này, số liệu tính đến ngày ấy; không ghi gì thì kể các đợt đang có",
        "from": "ngày đầu kỳ báo cáo (mặc định: kỳ báo cáo của kế hoạch)",
        "to": "ngày cuối kỳ báo cáo",
        "plan": _PLAN,
    },
    "release": {"name": "tên, ví dụ 2026-quy-2", "plan": _PLAN, "out": _OUT},
    "redline": {
        **_BUILD,
        "file": "hai tệp Word, cũ trước mới sau; ghi thẳng sau redline cũng được: invoke redline cu.docx moi.docx",
        "base": "khi so cả bản dựng: bản gốc, như ở invoke diff",
        "out": f"{_OUT}; với hai tệp: tệp kết quả (mặc định: bên cạnh tệp mới, tên thêm «-vet-sua»)",
        "all": "một tệp cho từng văn bản thay đổi, không chỉ một văn bản đại diện cho những văn bản thay đổi giống hệt",
        "full": "kể hết tên các văn bản, không lược bớt",
        "author": "tên người sửa ghi ở các vết sửa",
        "date": "ngày ghi ở các vết sửa, ví dụ 2026-06-30 (mặc định: lúc tệp mới được lưu, theo thuộc tính của tệp)",
    },
    "print": {
        "plan": _PLAN,
        "only": "chỉ in: loại văn bản, đợt, mã cơ quan hoặc mẫu như ke_hoach/ubnd-*; nhiều giá trị cách nhau phẩy",
        "out": "thư mục đã dựng (mặc định: build/<kế hoạch>)",
    },
    "board": _BUILD,
    "passport": _BUILD,
    "workbook": {
        **_BUILD,
        "file": "tệp Excel đã sửa, một hay nhiều bản của nhiều người; ghi thẳng sau workbook cũng được",
        "write": "ghi những ô đã sửa vào các bảng của kế hoạch; không có thì chỉ xem",
    },
    "remind": {
        "plan": _PLAN,
        "on": "ngày chốt kết quả, ví dụ 2026-06-30 hoặc hom-nay (mặc định: ghi trong plan.yaml)",
        "silent": "cả những nơi chưa có báo cáo nào trong kỳ (ít nhất ba tháng)",
        "ahead": "nhắc trước hạn từng này ngày làm việc, ví dụ 7, 3 hoặc 1, thay vì đôn đốc việc quá hạn",
        "joint": "một công văn chung kèm danh sách (mặc định khi từ 5 nơi nhận; plan.yaml: joint_from)",
        "single": "mỗi nơi nhận một công văn",
        "write": "mở đợt: ghi một dòng vào editions.csv; không có thì chỉ xem",
    },
    "stamp": {"kind": "loại văn bản mới, đã ghi vào danh sách các loại mà chưa có mẫu"},
    "guide": {"out": "tệp Word kết quả"},
    "test": {"fast": "chỉ những phép thử nhanh, dưới hai phút"},
}


def place(c: Context, root: Path, plan: str, out: str, on: date | None = None) -> tuple[str, Path]:
    """The plan that a person means, by its folder below data/, and the folder of its papers, or of a look at a day."""
    plan = plan or str(c.plan)
    own = root / "build" / plan
    return plan, Path(out) if out else own / LOOKS / on.isoformat() if on else own


def day(text: str, today: Callable[[], date], option: str = "--on", code: int = WRONG) -> date | None:
    """The date that was typed, `None` if none was; `today` is asked only for «hom-nay»."""
    if not text:
        return None
    if text == "hom-nay":
        return today()
    try:
        day, month, year = (int(part) for part in (text.split("/") if "/" in text else reversed(text.split("-"))))
        return date(year, month, day)
    except ValueError as error:
        raise refusal(f"{option}: không đọc được ngày «{text}».", "ghi như 2026-06-30 hoặc 30/6/2026.", code) from error


def parts(text: str) -> tuple[str, ...]:
    """The values that commas part."""
    return tuple(each.strip() for each in text.split(",") if each.strip())


def count(text: str, option: str, default: int, what: str = "số tiến trình") -> int:
    """The number of one or more that was typed; `default` if none was."""
    if text and (not text.isdecimal() or int(text) < 1):
        raise refusal(f"{option}: «{text}» không phải là {what}.", "ghi một số từ 1 trở lên.")
    return int(text) if text else default
