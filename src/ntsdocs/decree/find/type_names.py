"""The 29 types of Điều 7 and the titles of laws, as a paper prints them."""

from __future__ import annotations

from ntsdocs.text import vn

TYPES = {  # Điều 7, with the abbreviations of PL III; công văn and thư công have none
    "nghi_quyet": ("NGHỊ QUYẾT", "NQ"),
    "quyet_dinh": ("QUYẾT ĐỊNH", "QĐ"),
    "chi_thi": ("CHỈ THỊ", "CT"),
    "quy_che": ("QUY CHẾ", "QC"),
    "quy_dinh": ("QUY ĐỊNH", "QyĐ"),
    "thong_cao": ("THÔNG CÁO", "TC"),
    "thong_bao": ("THÔNG BÁO", "TB"),
    "huong_dan": ("HƯỚNG DẪN", "HD"),
    "chuong_trinh": ("CHƯƠNG TRÌNH", "CTr"),
    "ke_hoach": ("KẾ HOẠCH", "KH"),
    "phuong_an": ("PHƯƠNG ÁN", "PA"),
    "de_an": ("ĐỀ ÁN", "ĐA"),
    "du_an": ("DỰ ÁN", "DA"),
    "bao_cao": ("BÁO CÁO", "BC"),
    "bien_ban": ("BIÊN BẢN", "BB"),
    "to_trinh": ("TỜ TRÌNH", "TTr"),
    "hop_dong": ("HỢP ĐỒNG", "HĐ"),
    "cong_van": ("CÔNG VĂN", ""),
    "cong_dien": ("CÔNG ĐIỆN", "CĐ"),
    "ban_ghi_nho": ("BẢN GHI NHỚ", "BGN"),
    "ban_thoa_thuan": ("BẢN THỎA THUẬN", "BTT"),
    "giay_uy_quyen": ("GIẤY ỦY QUYỀN", "GUQ"),
    "giay_moi": ("GIẤY MỜI", "GM"),
    "giay_gioi_thieu": ("GIẤY GIỚI THIỆU", "GGT"),
    "giay_nghi_phep": ("GIẤY NGHỈ PHÉP", "GNP"),
    "phieu_gui": ("PHIẾU GỬI", "PG"),
    "phieu_chuyen": ("PHIẾU CHUYỂN", "PC"),
    "phieu_bao": ("PHIẾU BÁO", "PB"),
    "thu_cong": ("THƯ CÔNG", ""),
}
_BY_WORDS = {vn.fold(words): kind for kind, (words, _) in TYPES.items()}
LAWS = frozenset(map(vn.fold, ("Hiến pháp", "Bộ luật", "Luật", "Pháp lệnh", "Lệnh", "Nghị định", "Thông tư")))


def kind_of(text: str) -> str:
    """The type a title names; blank if it is none of Điều 7."""
    return _BY_WORDS.get(vn.fold(text).strip(" :.")) or "" if len(text) < 30 else ""
