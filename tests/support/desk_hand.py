"""A person at one of our drafts: what they fill, reword, add and delete, done to the file as Word does it.

What stands in the file then is known from what was done: `answers` by tag, `changes` in their order. Places are found
by their controls, so a draft may have its columns as it likes.
"""

from __future__ import annotations

import copy
import random
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field

from lxml import etree

from ntsdocs.docx.parts import OFFICE, EditableParts, Relation
from ntsdocs.docx.xml import Element, W, make

_COMMENTS = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
DOTS = "……"

_UNITS = (
    "Phòng Tổng hợp|Phòng Nghiệp vụ|Văn phòng|Phòng Kế hoạch - Tài chính|Văn phòng HĐND và UBND|Phòng Kinh tế|"
    "Phòng Văn hóa - Xã hội|Công an xã|Ban Chỉ huy Quân sự xã|Trung tâm Phục vụ hành chính công|Thanh tra|PTH|"
    "Đội An ninh; Phòng Kinh tế|Phòng Quản lý dịch bệnh & môi trường|Tổ công nghệ số cộng đồng|VP, P.NV"
).split("|")
_PEOPLE = (
    "Nguyễn Văn Ẩn|Trần Thị Bưởi|Lê Đình Cương|Phạm Thị Huyền Diệu|Hoàng Văn Đức|Lò Văn Ươm|Vi Thị Ư|Cao Bá Quýnh"
).split("|")
_POSTS = ("Phó Giám đốc", "Trưởng phòng", "chuyên viên", "Phó Chủ tịch UBND", "công chức Văn phòng - Thống kê")
_DATES = (
    "30/6/2026|Quý III/2026|15/11/2025|Hằng năm|tháng 12/2025|Trước 15/12/2025|Thường xuyên|6 tháng đầu năm 2026|"
    "Xong trước 01/3/2026|Q.IV/2025|20/12|Theo Kế hoạch của Bộ|31/12/2026"
).split("|")
_SHORTHANDS = ("nt", "-nt-", "Như trên", "Không", "P.KT/P.VHXH", "Các phòng, ban", "UBND xã", "02 đ/c CB")
_MEASURES = (
    "Ban hành kế hoạch chi tiết, phân công từng đồng chí phụ trách|Tổ chức 02 hội nghị quán triệt cho cán bộ|"
    "Phối hợp Công an tỉnh rà soát danh sách, lập hồ sơ theo dõi|Đăng 12 tin, bài trên Cổng thông tin điện tử|"
    "Tổ chức diễn tập 01 lần/năm theo kịch bản khung|Lồng ghép vào sinh hoạt chi bộ, họp thôn, bản hằng tháng|"
    "Kiểm tra, đôn đốc; báo cáo kết quả trước ngày 15 hằng tháng|Bố trí kinh phí 50.000.000 đồng từ ngân sách xã|"
    "Xây dựng chuyên mục “An ninh phi truyền thống” trên đài truyền thanh|Giao Phòng Nghiệp vụ làm đầu mối (số 3, 4)|"
    "Thực hiện nhiệm vụ 2: tuyên truyền lưu động 04 buổi|Cử 05 cán bộ tham gia tập huấn do tỉnh tổ chức|"
    "Rà soát, sửa đổi, bổ sung phương án ứng phó thiên tai, dịch bệnh, sự cố môi trường trên địa bàn"
).split("|")
_ADDED = (
    "Giao Văn phòng theo dõi, tham mưu việc thực hiện Kế hoạch này.|Các đoàn thể phối hợp vận động Nhân dân tham gia.|"
    "Kinh phí phát sinh được cân đối trong dự toán hằng năm.|Định kỳ hằng quý họp giao ban, rút kinh nghiệm."
).split("|")
_NEW_WORDS = "kịp thời|đồng bộ|nghiêm túc|hằng quý|toàn diện|theo chức năng|có trọng tâm".split("|")
_ROWS = (
    "Tuyên truyền trên mạng xã hội của cơ quan",
    "Xây dựng mô hình “Khu phố an toàn”",
    "Tham quan, học tập mô hình",
)
_COLUMNS = ("Ghi chú", "Kinh phí (triệu đồng)", "Lãnh đạo phụ trách", "Kết quả")
_COPIES = ("- Như trên;", "- TT Đảng ủy, HĐND (để b/c);", "- Các đồng chí Ủy viên (để biết);")
_NOTES = ("Đề nghị làm rõ cơ quan chủ trì", "Thời hạn này khó khả thi", "Đề nghị bỏ nội dung này", "Chưa có kinh phí")


_MANNERS = ("typed", "typed", "typed", "over", "over", "beside", "among", "wipe", "in runs", "unbroken")


@dataclass(frozen=True, slots=True)
class Changed:
    """One thing done to what is ours; `task` as the tables name it, blank where it is under none."""

    kind: str
    task: str = ""
    before: str = ""
    after: str = ""


@dataclass
class Hand:
    """A draft under somebody's hands; with `tracked` every change is recorded, with `decomposed` all is typed so."""

    docx: bytes
    seed: int
    tracked: bool = False
    decomposed: bool = False
    answers: dict[str, str] = field(default_factory=dict)
    changes: list[Changed] = field(default_factory=list)
    done: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Opens the draft."""
        self.random = random.Random(self.seed)
        self.file = EditableParts(self.docx)
        self.root = self.file.tree(self.file.main)
        self.body = self.root[0]
        self._numbers = iter(range(90_000, 10**6))
        self._is_each_its_own = self.random.random() < 0.5  # so that a value in another's row shows
        self.touched: set[Element] = set()

    def written(self) -> bytes:
        """The file as it is now."""
        self.file.changed.add(self.file.main)
        return self.file.written()

    # --- where things are -------------------------------------------------------------------------------------------

    def controls(self) -> dict[str, Element]:
        """The places to fill, by tag, in their order."""
        found = ((each, each.find(f"{W}sdtPr/{W}tag")) for each in self.body.iter(f"{W}sdt"))
        tags = ((each, tag.get(f"{W}val", "")) for each, tag in found if tag is not None)
        return {tag: each for each, tag in tags if tag.startswith("own:")}

    def rows(self) -> dict[str, Element]:
        """The rows of the tasks that have a place to fill in the annex, by the task's number."""
        tasks = {tag.split(":")[2]: each for tag, each in self.controls().items() if tag.startswith("own:task:")}
        rows = {no: next(each.iterancestors(f"{W}tr"), None) for no, each in tasks.items()}
        return {no: row for no, row in rows.items() if row is not None}

    def annex(self) -> Element | None:
        """The table of these rows."""
        return next((next(row.iterancestors(f"{W}tbl")) for row in self.rows().values()), None)

    def prose(self) -> list[Element]:
        """Paragraphs of ours in the text itself: long ones without any place to fill, none in a table."""
        paragraphs = self.body.iterchildren(f"{W}p")
        return [
            each
            for each in paragraphs
            if len(text_of(each)) > 60
            and not text_of(each).startswith("(Kèm theo")
            and each.find(f".//{W}sdt") is None
            and each not in self.touched
        ]

    # --- how Word writes --------------------------------------------------------------------------------------------

    def typed(self, words: str) -> str:
        """The words as this person's keyboard makes them."""
        return unicodedata.normalize("NFD", words) if self.decomposed else words

    def run(self, words: str, like: Element | None = None) -> Element:
        """A new run, in the looks of another; one that was inserted where changes are tracked."""
        run = make("r")
        if like is not None and (looks := like.find(f"{W}rPr")) is not None:
            run.append(copy.deepcopy(looks))
        for number, part in enumerate(self.typed(words).split("\v")):
            if number:
                run.append(make("br"))
            text = make("t")
            text.text = part
            text.set(_SPACE, "preserve")
            run.append(text)
        return self._mark("ins", run) if self.tracked else run

    def cut(self, holder: Element) -> None:
        """Deletes the runs in an element: those that were inserted go, others are kept as deleted if it is tracked."""
        for run in list(holder.iter(f"{W}r")):
            parent = run.getparent()
            if self.tracked and parent.tag != f"{W}ins":
                place = parent.index(run)
                for text in run.iter(f"{W}t"):
                    text.tag = f"{W}delText"
                parent.insert(place, self._mark("del", run))
            elif parent.tag == f"{W}ins":
                parent.getparent().remove(parent)
            else:
                parent.remove(run)

    def _mark(self, how: str, run: Element | None = None) -> Element:
        mark = make(how, id=str(next(self._numbers)), author="Chuyên viên", date="2025-11-05T08:00:00Z")
        if run is not None:
            mark.append(run)
        return mark

    def paragraph(self, words: str, like: Element) -> Element:
        """A new paragraph, in the looks of another."""
        new, about = make("p"), like.find(f"{W}pPr")
        about = make("pPr") if about is None else copy.deepcopy(about)
        for each in about.findall(f"{W}sectPr"):
            about.remove(each)
        new.append(about)
        if self.tracked:
            look = about.find(f"{W}rPr")
            look = etree.SubElement(about, f"{W}rPr") if look is None else look
            look.insert(0, self._mark("ins"))
        first = next((each for each in like.iter(f"{W}r") if each.find(f"{W}t") is not None), None)
        new.append(self.run(words, first))
        self.touched.add(new)
        return new

    # --- filling ----------------------------------------------------------------------------------------------------

    def fill(self, tag: str, lines: list[str], manner: str) -> None:
        """Fills a place: `typed` into its control, `over` the dots, `beside` or `among` them, `wipe`d with its line."""
        control = self.controls()[tag]
        paragraph = next(control.iterancestors(f"{W}p"))
        self.touched.add(paragraph)
        content, old = control.find(f"{W}sdtContent"), next(control.iter(f"{W}r"))
        first, rest = lines[0], lines[1:]
        if manner == "beside":
            control.addnext(self.run(f" {first}", old))
        else:
            new = self._typed_as(first, manner, old)
            self.cut(content)
            if manner == "over":
                control.addnext(new[0])
            else:
                content.extend(new)
            if manner == "over" and not self.tracked:
                control.getparent().remove(control)
        about = control.find(f"{W}sdtPr")
        for each in about.findall(f"{W}showingPlcHdr") if manner != "beside" else ():
            about.remove(each)
        for line in reversed(rest):
            paragraph.addnext(self.paragraph(line, paragraph))
        self.answers[tag] = "\n".join(lines)

    def _typed_as(self, words: str, manner: str, like: Element) -> list[Element]:
        if manner == "among":
            dots = self.random.choice(("…", "...", "....."))
            return [self.run(f"{dots}{words}{dots}{dots}", like)]
        if manner == "linked":
            link = make("hyperlink", anchor="x")
            link.append(self.run(words, like))
            return [link]
        if manner == "in runs" and len(words) > 4:
            return [self.run(each, like) for each in (words[:3], words[3:])]
        return [self.run(words.replace(" ", "\xa0") if manner == "unbroken" else words, like)]

    def wipe_cell(self, values: dict[str, str]) -> None:
        """Deletes all that stands in the cell of these tags and types the values, a stroke between them."""
        control = self.controls()[next(iter(values))]
        cell = next(control.iterancestors(f"{W}tc"))
        first, *others = cell.findall(f"{W}p")
        for other in others:
            cell.remove(other)
        old = next(first.iter(f"{W}r"))
        new = self.run("/".join(values.values()), old)
        self.cut(first)
        for each in [each for each in first if each.tag != f"{W}pPr" and not (self.tracked and _holds(each, "del"))]:
            first.remove(each)
        first.append(new)
        self.answers |= values

    def below(self, tag: str, lines: list[str]) -> None:
        """Deletes the dots at the end of a line and types below it, line by line."""
        control = self.controls()[tag]
        paragraph = next(control.iterancestors(f"{W}p"))
        self.touched.add(paragraph)
        self.cut(control.find(f"{W}sdtContent"))
        if not self.tracked:
            control.getparent().remove(control)
        for line in reversed(lines):
            paragraph.addnext(self.paragraph(line, paragraph))
        self.answers[tag] = "\n".join(lines)

    def value(self, tag: str) -> list[str]:
        """Something to fill in there, in lines."""
        pick, what = self.random.choice, tag.rpartition(":")[2]
        if what == "bien_phap":
            count = pick((1, 1, 2, 3, 4))
            lines = self.random.sample(_MEASURES, count)
            start = pick(("", "- ", "+ ", "{}. ", "{}) ")) if count > 1 else pick(("", "", "- "))
            ends = ("", ".", ";", ", v.v…")
            return [f"{start.format(at)}{line}{pick(ends)}" for at, line in enumerate(lines, start=1)]
        if what in ("dien_thoai", "thu_dien_tu"):
            number = self.random.randint(100, 999)
            return [f"0912.{number}.{number - 1}" if what == "dien_thoai" else f"phong{number}@thanhpho.gov.vn"]
        if what in ("ho_ten", "nguoi_soan"):
            name = pick(_PEOPLE)
            return ["".join(word[0] for word in name.split()) if what == "nguoi_soan" else name + self._post(tag)]
        if what in ("tien_do", "ngay_bao_cao"):
            ours = self._deadline(tag) if tag.startswith("own:task:") and self.random.random() < 0.15 else ""
            return [ours or self._own(pick(_DATES), tag)]
        if what == "don_vi" and self.random.random() < 0.1:
            return [pick(_SHORTHANDS)]
        person = f", {pick(_PEOPLE)}" if self.random.random() < 0.3 and "dau_moi" not in tag else ""
        return [self._own(pick(_UNITS), tag) + person]

    def _own(self, words: str, tag: str) -> str:
        is_one_of_many = tag.startswith("own:task:") and self._is_each_its_own
        return f"{words} (lần {self.random.randint(2, 999)})" if is_one_of_many else words

    def _deadline(self, tag: str) -> str:
        """Our own deadline in the row of a task, which many write down once more."""
        row = next(self.controls()[tag].iterancestors(f"{W}tr"))
        marks = [each for each in row.iter(f"{W}bookmarkStart") if each.get(f"{W}name", "").endswith("__deadline")]
        return text_of(next(marks[0].iterancestors(f"{W}p"))) if marks else ""

    def _post(self, tag: str) -> str:
        return f", {self.random.choice(_POSTS)}" if tag.startswith("own:lien_he") else ""

    def fill_some(self, share: float) -> None:
        """Fills most places, each in one of the ways people have; those of one cell together."""
        together: dict[Element, list[str]] = {}
        for tag, control in self.controls().items():
            cell = next(control.iterancestors(f"{W}tc"), control)
            together.setdefault(cell if tag.startswith("own:task:") else control, []).append(tag)
        for tags in together.values():
            if self.random.random() > share:
                continue
            manner = self.random.choice(_MANNERS)
            if manner == "typed" and tags[0].endswith(":thu_dien_tu"):
                manner = "linked"  # as Word does by itself
            if manner == "wipe" and tags[0].startswith("own:task:") and not tags[0].endswith(":bien_phap"):
                self._did("wipe")
                self.wipe_cell({tag: self.value(tag)[0] for tag in tags})
                continue
            for tag in tags:
                lines = self.value(tag)
                if tag.endswith(":bien_phap") and self.random.random() < 0.3:
                    self._did("below")
                    self.below(tag, lines)
                else:
                    self._did(f"fill {'typed' if manner == 'wipe' else manner}")
                    self.fill(tag, lines, "typed" if manner == "wipe" else manner)

    def _did(self, what: str) -> None:
        if what not in self.done:
            self.done.append(what)

    # --- other edits ------------------------------------------------------------------------------------------------

    def edit(self, kind: str) -> None:
        """Does one of `EDITS`, at a place of its own choice; nothing where the draft has no such place."""
        before = len(self.changes), len(self.answers)
        getattr(self, EDITS[kind].__name__)()  # which another kind of hand may do otherwise
        if (len(self.changes), len(self.answers)) != before:
            self._did(kind)

    def _pick_row(self) -> tuple[str, Element] | None:
        rows = [(no, row) for no, row in self.rows().items() if row not in self.touched]
        if not rows:
            return None
        no, row = self.random.choice(rows)
        self.touched.add(row)
        return no, row

    def _reword(self, texts: list[Element], task: str = "") -> None:
        long = [each for each in texts if len((each.text or "").split()) > 6]
        if not long:
            return
        text = self.random.choice(long)
        paragraph = next(text.iterancestors(f"{W}p"))
        self.touched.add(paragraph)
        before, words = text_of(paragraph), (text.text or "").split(" ")
        at = self.random.randrange(2, len(words) - 3)
        count = self.random.choice((0, 1, 2))
        run = text.getparent()
        pieces = " ".join(words[:at]) + " ", " ".join(words[at : at + count]), self.random.choice(_NEW_WORDS)
        tail = " " + " ".join(words[at + count :])
        left, gone, right = (copy.deepcopy(run) for _ in range(3))
        for each, said in ((left, pieces[0]), (gone, pieces[1]), (right, tail)):
            for child in each.findall(f"{W}t")[1:]:
                each.remove(child)
            each.find(f"{W}t").text = said
            each.find(f"{W}t").set(_SPACE, "preserve")
        parent, place = run.getparent(), run.getparent().index(run)
        parent.remove(run)
        holder = make("x")
        holder.append(gone)
        self.cut(holder)
        for each in reversed([left, *(holder if count else ()), self.run(pieces[2], left), right]):
            parent.insert(place, each)
        self.changes.append(Changed("sửa chữ", task, before, text_of(paragraph)))

    def reword(self) -> None:
        """Other words in a paragraph of ours, or in the words of a task in the annex."""
        picked = self._pick_row() if self.random.random() < 0.4 else None
        if picked:
            cell = max(picked[1].iterchildren(f"{W}tc"), key=lambda each: len(text_of(each)))
            self._reword(list(cell.iter(f"{W}t")), picked[0])
        elif paragraphs := self.prose():
            self._reword(list(self.random.choice(paragraphs).iter(f"{W}t")))

    def add_row(self) -> None:
        """A row of their own below that of a task."""
        if not (picked := self._pick_row()):
            return
        no, row = picked
        new, words = copy.deepcopy(row), self.random.choice(_ROWS)
        cells = new.findall(f"{W}tc")
        widest = max(cells, key=lambda each: len(text_of(each)))
        says = {id(cells[0]): f"{no}a", id(widest): words, id(cells[-1]): self.random.choice(_DATES)}
        for cell in cells:
            first, *others = cell.findall(f"{W}p")
            for other in others:
                cell.remove(other)
            for each in [each for each in first if each.tag != f"{W}pPr"]:
                first.remove(each)
            first.append(self.run(says.get(id(cell), "")))
        if self.tracked:
            self._row_mark(new, "ins")
        row.addnext(new)
        self.changes.append(Changed("thêm hàng", no, "", words))

    def _row_mark(self, row: Element, how: str) -> None:
        about = row.find(f"{W}trPr")
        if about is None:
            about = make("trPr")
            row.insert(0, about)
        about.append(self._mark(how))

    def add_paragraph(self) -> None:
        """A paragraph of their own below one of ours that stands in no section of tasks."""
        heads = [each for each in self.body.iterchildren(f"{W}p") if re.match(r"[IV]+\. ", text_of(each))]
        start = next((each for each in heads if text_of(each).startswith("III.")), None)
        places = [each for each in self.prose() if start is not None and self.body.index(each) > self.body.index(start)]
        end = self.annex()
        places = [each for each in places if end is None or self.body.index(each) < self.body.index(end)]
        if places:
            place, words = self.random.choice(places), self.random.choice(_ADDED)
            self.touched.add(place)
            place.addnext(self.paragraph(words, place))
            self.changes.append(Changed("thêm đoạn", "", "", words))

    def add_column(self) -> None:
        """A column of their own, at the end of the annex or somewhere in it."""
        table = self.annex()
        if table is None or "add column" in self.done:
            return
        rows = _rows(table)
        width, heading = len(rows[0].findall(f"{W}tc")), self.random.choice(_COLUMNS)
        at = self.random.choice((width, width, width - 1, 3))
        grid = table.find(f"{W}tblGrid")
        grid.insert(at, make("gridCol", w="900"))
        for number, row in enumerate(rows):
            cells = row.findall(f"{W}tc")
            if len(cells) != width:
                _widen(cells[-1])
                continue
            cell, paragraph = make("tc"), make("p")
            about = etree.SubElement(cell, f"{W}tcPr")
            about.append(make("tcW", w="900", type="dxa"))
            cell.append(paragraph)
            said = heading if not number else self.random.choice(("", "", "đang làm", "200"))
            paragraph.extend([self.run(said)] if said else [])
            row.insert(row.index(cells[at]) if at < width else len(row), cell)
        self.changes.append(Changed("thêm cột", "", "", heading))

    def delete_task(self) -> None:
        """The row of a task is deleted."""
        if not (picked := self._pick_row()):
            return
        no, row = picked
        content = max((text_of(each) for each in row.iterchildren(f"{W}tc")), key=len)
        if self.tracked:
            self._row_mark(row, "del")
            self.cut(row)
        else:
            row.getparent().remove(row)
        for tag in [tag for tag in self.answers if tag.startswith(f"own:task:{no}:")]:
            del self.answers[tag]
        self.changes = [each for each in self.changes if each.task != no or not each.after.isdecimal()]
        self.changes.append(Changed("bỏ", no, content))

    def move_row(self) -> None:
        """The row of a task is cut and pasted below that of another."""
        first, second = self._pick_row(), self._pick_row()
        if not first or not second or self.tracked:
            return
        rows = list(first[1].getparent())
        if not 2 < rows.index(first[1]) - rows.index(second[1]) < 99:  # else others may as well have been moved
            return
        second[1].addnext(first[1])
        self.changes.append(Changed("chuyển chỗ", first[0]))

    def renumber(self) -> None:
        """Their own numbers, from 1, in the first column of the annex."""
        if self.tracked or "renumber" in self.done:
            return
        for number, (no, row) in enumerate(self.rows().items(), start=1):
            cell = row.find(f"{W}tc")
            texts = list(cell.iter(f"{W}t"))
            before = text_of(cell)
            for text in texts[1:]:
                text.getparent().remove(text)
            texts[0].text = str(number)
            if before != str(number):
                self.changes.append(Changed("sửa chữ", no, before, str(number)))

    def head(self) -> None:
        """Their number and date in the head, and in the line below the annex's title."""
        if "own:head:so_ky_hieu" in self.answers:
            return
        number, day, month = self.random.randint(2, 340), self.random.randint(1, 30), self.random.randint(9, 12)
        day_said = f"{day:02}" if self.random.random() < 0.7 else str(day)
        as_written = rf"ngày {day_said} tháng {month:02} năm \1"
        gap = self.random.choice((" ", " ", "", "  "))
        for paragraph in self.body.iter(f"{W}p"):
            said = text_of(paragraph)
            new = re.sub(r"(?<=[Ss]ố)(:?)\s+/(?=[A-ZĐ])", rf"\1{gap or ' '}{number}{gap.strip()}/", said)
            new = re.sub(r"ngày\s+tháng\s+năm (\d{4})", as_written, new)
            if new == said or not re.search(r"số:?\s+/|ngày\s+tháng", said, re.IGNORECASE):
                continue
            if new.startswith("Số"):
                self.answers["own:head:so_ky_hieu"] = f"{number}/{new.rpartition('/')[2]}"
            elif found := re.fullmatch(rf".*, ngày {day_said} tháng {month:02} năm (\d{{4}})", new):
                self.answers["own:head:ngay"] = f"{day:02}/{month:02}/{found[1]}"
            elif self.random.random() < 0.5:
                continue
            old = next(each for each in paragraph.iter(f"{W}r") if each.find(f"{W}t") is not None)
            run = self.run(new, old)
            self.cut(paragraph)
            paragraph.append(run)

    def comment(self) -> None:
        """A remark in Word's margin at a task of the annex, or at a paragraph of ours."""
        picked = self._pick_row() if self.random.random() < 0.6 else None
        paragraphs = list(picked[1].iter(f"{W}p")) if picked else self.prose()
        paragraphs = [each for each in paragraphs if len(text_of(each)) > 20]
        if not paragraphs:
            return
        words, number = self.random.choice(_NOTES), str(len([each for each in self.changes if each.kind == "ý kiến"]))
        paragraph = paragraphs[0]
        name = self.file.related("comments")
        if not name:
            name = self.file.add("word/comments.xml", make("comments"), _COMMENTS)
            self.file.relate(self.file.main, Relation(f"{OFFICE}/comments", name))
        note = make("comment", id=number, author="Trần Thị Bưởi", initials="B", date="2025-11-06T08:00:00Z")
        inside = etree.SubElement(note, f"{W}p")
        etree.SubElement(etree.SubElement(inside, f"{W}r"), f"{W}t").text = words
        self.file.tree(name).append(note)
        self.file.changed.add(name)
        first = paragraph.find(f"{W}pPr")
        paragraph.insert(0 if first is None else 1, make("commentRangeStart", id=number))
        end, mark = make("commentRangeEnd", id=number), make("r")
        mark.append(make("commentReference", id=number))
        paragraph.extend((end, mark))
        self.changes.append(Changed("ý kiến", picked[0] if picked else "", text_of(paragraph), words))

    def reorder(self) -> None:
        """Two columns of the annex change places."""
        table = self.annex()
        if table is None or self.tracked or "reorder columns" in self.done:
            return
        width = len(_rows(table)[0].findall(f"{W}tc"))
        one, two = sorted(self.random.sample(range(1, width), 2))
        for row in [*_rows(table), table.find(f"{W}tblGrid")]:
            cells = row.findall(f"{W}tc") or row.findall(f"{W}gridCol")
            if len(cells) == width:
                holder, places = cells[0].getparent(), (cells[one].getparent().index(cells[one]), None)
                after = cells[two].getnext()
                holder.remove(cells[two])
                holder.insert(places[0], cells[two])
                holder.remove(cells[one])
                holder.insert(len(holder) if after is None else holder.index(after), cells[one])
        self.changes.append(Changed("chuyển chỗ"))

    def split(self) -> None:
        """Enter in the middle of a paragraph of ours."""
        if not (paragraphs := [each for each in self.prose() if len(list(each.iter(f"{W}t"))) == 1]) or self.tracked:
            return
        paragraph = self.random.choice(paragraphs)
        self.touched.add(paragraph)
        text = next(paragraph.iter(f"{W}t"))
        words = (text.text or "").split(" ")
        at = self.random.randrange(3, len(words) - 2)
        rest = self.paragraph(" ".join(words[at:]), paragraph)
        text.text = " ".join(words[:at])
        paragraph.addnext(rest)
        self.touched.add(rest)
        self._did("split")

    def sign_for(self) -> None:
        """Somebody else signs: «KT. CHỦ TỊCH», «PHÓ CHỦ TỊCH»."""
        control = self.controls().get("own:ky:ho_ten")
        cell = None if control is None else next(control.iterancestors(f"{W}tc"), None)
        titles = [] if cell is None else [each for each in cell.findall(f"{W}p") if text_of(each).isupper()]
        if not titles or self.tracked:
            return
        title = titles[-1]
        before = text_of(title)
        first, *others = list(title.iter(f"{W}t"))
        first.text = f"KT. {before}"
        for each in others:
            each.text = ""
        title.addnext(self.paragraph(f"PHÓ {before}", title))
        self.changes.append(Changed("sửa chữ", "", before, f"KT. {before}"))
        self.changes.append(Changed("thêm đoạn", "", "", f"PHÓ {before}"))

    def recipients(self) -> None:
        """More lines among those whom a copy goes to."""
        control = self.controls().get("own:noi_nhan:khac")
        if control is None:
            return
        place, words = next(next(control.iterancestors(f"{W}tc")).iter(f"{W}p")), self.random.choice(_COPIES)
        place.addnext(self.paragraph(words, place))
        self.changes.append(Changed("thêm đoạn", "", "", words))

    def typed_anew(self) -> None:
        """A line with places to fill is deleted and typed once more, all in one, its values in it."""
        lines: dict[Element, list[str]] = {}
        for tag, control in self.controls().items():
            if not tag.startswith("own:task:"):
                lines.setdefault(next(control.iterancestors(f"{W}p")), []).append(tag)
        there = [(line, tags) for line, tags in lines.items() if all(tag in self.answers for tag in tags)]
        there = [(line, tags) for line, tags in there if not any("\n" in self.answers[tag] for tag in tags)]
        if not there or self.tracked:
            return
        line, _ = self.random.choice(there)
        words, old = text_of(line), next(line.iter(f"{W}r"))
        for each in [each for each in line if each.tag != f"{W}pPr"]:
            line.remove(each)
        line.append(self.run(words, old))
        self._did("typed anew")


def _holds(element: Element, what: str) -> bool:
    return element.tag == W + what or element.find(f".//{W}{what}") is not None


def _rows(table: Element) -> list[Element]:
    return list(table.iterchildren(f"{W}tr"))


def _widen(cell: Element) -> None:
    about = cell.find(f"{W}tcPr")
    span = about.find(f"{W}gridSpan")
    if span is None:
        span = make("gridSpan", val="1")
        about.insert(1 if about.find(f"{W}tcW") is not None else 0, span)
    span.set(f"{W}val", str(int(span.get(f"{W}val", "1")) + 1))


def text_of(element: Element) -> str:
    """What stands there, nothing that was deleted."""
    return "".join(each.text or "" for each in element.iter(f"{W}t"))


# Kind of edit → how; filling is done by `fill_some`.
EDITS: dict[str, Callable[[Hand], None]] = {
    "reword": Hand.reword,
    "add row": Hand.add_row,
    "add paragraph": Hand.add_paragraph,
    "add column": Hand.add_column,
    "delete task": Hand.delete_task,
    "move row": Hand.move_row,
    "renumber": Hand.renumber,
    "head": Hand.head,
    "comment": Hand.comment,
    "reorder columns": Hand.reorder,
    "split": Hand.split,
    "sign for": Hand.sign_for,
    "recipients": Hand.recipients,
    "typed anew": Hand.typed_anew,
}
