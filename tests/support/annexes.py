"""Makes annexes with the traits that published ones have, in random combinations, with what they hold."""

from __future__ import annotations

import io
import random
import subprocess
import unicodedata
from dataclasses import dataclass, field
from html import escape
from pathlib import Path

import openpyxl
import pypandoc
from openpyxl.styles import Font

from ntsdocs.docx import package
from ntsdocs.intake import cleaning, source_file
from ntsdocs.intake import task_rows as rows
from ntsdocs.plan.reading.problem_list import ProblemList
from ntsdocs.text import vn

FIELDS = ("content", "lead", "coordinate", "deadline", "product")
FORMATS = ("docx", "xlsx", "html", "odt")

HEADINGS = {
    "number": ("STT", "TT", "Số TT", "Số thứ tự"),
    "content": (
        *(
            "Nội dung",
            "Nhiệm vụ",
            "Công việc",
            "Nội dung nhiệm vụ",
            "NHIỆM VỤ CỤ THỂ",
            "Hạng mục",
            "Hạng mục triển khai",
        ),
        *("Nhiệm vụ, giải pháp", "Nội dung thực hiện", "Hoạt động", "Đầu việc", "NOI DUNG CONG VIEC"),
    ),
    "lead": (
        *(
            "Cơ quan chủ trì",
            "Đơn vị chủ trì",
            "Chủ trì thực hiện",
            "Chủ trì",
            "Đơn vị thực hiện",
            "CQ chủ trì",
            "Đầu mối",
        ),
        *("Cơ quan, đơn vị chịu trách nhiệm", "Người phụ trách", "Phân công thực hiện"),
    ),
    "coordinate": ("Phối hợp", "Cơ quan phối hợp", "Đơn vị phối hợp", "ĐV phối hợp", "Cơ quan, đơn vị phối hợp"),
    "both": ("Cơ quan thực hiện", "Đơn vị chủ trì/phối hợp", "Phân công nhiệm vụ", "Chủ trì, phối hợp"),
    "deadline": (
        *("Thời gian", "Thời hạn", "Tiến độ", "Thời gian hoàn thành", "THỜI HẠN HOÀN THÀNH", "Hoàn thành", "Lộ trình"),
        *("Thời gian dự kiến", "T/gian thực hiện"),
    ),
    "product": ("Sản phẩm", "Kết quả", "Sản phẩm dự kiến", "Sản phẩm, kết quả", "Kết quả đầu ra", "Sản phẩm đầu ra"),
    "extra": ("Ghi chú", "Kinh phí (triệu đồng)", "Nguồn kinh phí", "Căn cứ"),
    "code": ("Mã nhiệm vụ", "Mã số"),
}
WORDS = (
    "rà soát xây dựng tổ chức kiểm tra đánh giá cơ sở dữ liệu địa bàn trọng điểm phòng ngừa ứng phó môi trường".split()
)
AGENCIES = (
    "Sở Y tế",
    "Sở Văn hóa, Thể thao và Du lịch",
    "Công an tỉnh; UBND cấp xã",
    "Các sở, ban, ngành",
    "Sở Tài chính",
    "UBND các xã, phường",
)
DEADLINES = ("Trước 15/3/2026", "Thường xuyên", "Trong năm 2026", "Quý IV/2026", "Hằng năm", "Giai đoạn 2026 - 2030")
CODES = ("N1", "N1.2", "MS-03")
PRODUCTS = ("Kế hoạch", "Báo cáo", "Quyết định của UBND tỉnh", "Văn bản")


@dataclass
class Cell:
    """A cell as it is written: `paragraphs` in the file, `text` what a reader takes from them."""

    paragraphs: list[str]
    width: int = 1
    height: int = 1
    bold: bool = False
    auto: str = ""  # the list that numbers it: «task», «roman», «letter»
    covered: bool = False  # lies under a cell that is merged down
    bullets: bool = False

    @property
    def text(self) -> str:
        return "\n".join(f"- {each}" if self.bullets else each for each in self.paragraphs)


@dataclass
class Row:
    cells: list[Cell]
    hidden: bool = False
    struck: bool = False


@dataclass
class Annex:
    """The tables to be written, and the tasks that they hold: headings from the top, then the values by field."""

    tables: list[list[Row]] = field(default_factory=list)
    tasks: list[tuple[tuple[str, ...], dict[str, str]]] = field(default_factory=list)
    columns: list[str] = field(default_factory=list)
    extra: str = ""
    traits: set[str] = field(default_factory=set)


class Maker:
    """Makes one annex from a seed, with traits that the format can hold."""

    def __init__(self, seed: int, form: str) -> None:
        self.random = random.Random(seed)
        self.form = form
        self.annex = Annex()
        self.auto = form == "docx" and self.trait("automatic numbers", 0.3)
        self.no_numbers = not self.auto and self.trait("no number column", 0.1)
        self.restart = not self.no_numbers and self.trait("numbers restart", 0.25)
        self.skip = not self.auto and not self.no_numbers and self.trait("numbers skip", 0.15)
        self.signs = self.random.choice((("I.", "a)"), ("I.", "1."), ("A.", "I."), ("I.", "1.", "a)"), ("I.",), ()))
        self.section_form = self.random.choice(("merged", "first cell", "content column", "repeated"))
        self.annex.traits.add(f"sections: {self.section_form}")
        self.stray = not self.auto and self.trait("stray cell in a section", 0.3)
        self.codes = self.trait("codes in a column", 0.2)
        self.both = self.trait("lead and coordinate in one column", 0.15)
        self.unsigned = self.signs in ((), ("I.",)) and self.trait("bold headings without sign", 0.3)
        self.two_rows = self.trait("heading over two rows", 0.35)
        self.noise = self.trait("odd characters", 0.3)

    def trait(self, name: str, odds: float) -> bool:
        has = self.random.random() < odds
        if has:
            self.annex.traits.add(name)
        return has

    def make(self) -> Annex:
        annex = self.annex
        columns = [] if self.no_numbers else ["number"]
        rest = ["content", "lead", "coordinate", "deadline", "product"]
        for name in ("coordinate", "product"):
            if self.trait(f"no {name}", 0.12):
                rest.remove(name)
        if self.both:
            rest = ["content", "both", *(name for name in rest if name in ("deadline", "product"))]
        if self.codes or self.trait("extra column", 0.35):
            rest.insert(0 if self.codes else len(rest), "extra")
        if self.trait("columns in another order", 0.4):
            self.random.shuffle(rest)
        annex.columns = columns + rest
        headings = {**HEADINGS, "extra": HEADINGS["code" if self.codes else "extra"]}
        names = {name: self.random.choice(headings[name]) for name in annex.columns}
        annex.extra = names.get("extra", "")
        heading = self.heading(names)
        rows = [*heading]
        if self.trait("counter row", 0.2):
            rows.append(Row([Cell([f"({at})"]) for at in range(1, len(annex.columns) + 1)]))
        body = self.body(())
        whole = [at for at in range(1, len(body)) if not any(cell.covered for cell in body[at].cells)]
        if len(whole) > 2 and self.trait("table split in two", 0.25):
            at = self.random.choice(whole[1:])
            again = heading if self.random.random() < 0.5 else []
            first_is_section = not again and not _has_duty(body[at:], annex.columns)
            annex.tables = [rows + body] if first_is_section else [rows + body[:at], [*again, *body[at:]]]
        else:
            if whole and self.trait("heading repeated", 0.25):
                at = self.random.choice(whole)
                body = body[:at] + heading + body[at:]
            annex.tables = [rows + body]
        annex.tables[-1] += self.below()
        return annex

    def below(self) -> list[Row]:
        """What may stand under the tasks, and is none."""
        blank = [""] * len(self.annex.columns)
        rows = []
        if "number" in self.annex.columns and not self.auto and self.trait("numbered rows left empty", 0.2):
            rows += [Row([Cell([text]) for text in (str(number), *blank[1:])]) for number in (91, 92)]
        if self.trait("total row", 0.15):
            at = self.annex.columns.index("content")
            rows.append(Row([Cell([text]) for text in (*blank[:at], "Tổng cộng", *blank[at + 1 :])]))
        return rows

    def heading(self, names: dict[str, str]) -> list[Row]:
        columns = self.annex.columns
        pairs = [at for at in range(len(columns) - 1) if set(columns[at : at + 2]) == {"lead", "coordinate"}]
        if not (self.two_rows and pairs):
            return [Row([Cell([names[name]], bold=True) for name in columns])]
        short = {"lead": "Chủ trì", "coordinate": "Phối hợp"}
        above, below = [], []
        at = 0
        while at < len(columns):
            if at == pairs[0]:
                above.append(Cell(["Cơ quan thực hiện"], width=2, bold=True))
                below += [Cell([short[columns[at + offset]]], bold=True) for offset in (0, 1)]
                at += 2
            else:
                above.append(Cell([names[columns[at]]], height=2, bold=True))
                below.append(Cell([names[columns[at]]], covered=True))
                at += 1
        return [Row(above), Row(below)]

    def body(self, above: tuple[str, ...]) -> list[Row]:
        if self.unsigned and not above:
            rows = []
            for _ in range(self.random.randint(1, 3)):
                title = self.words(3).upper() if self.random.random() < 0.5 else vn.upper_first(self.words(4))
                rows += [self.section("", title, bold=True), *self.tasks((title,))]
            return rows
        return self.level(above, self.signs)

    def level(self, above: tuple[str, ...], signs: tuple[str, ...]) -> list[Row]:
        if not signs:
            return self.tasks(above)
        rows = []
        for at in range(self.random.randint(1, 3)):
            sign = {"I.": f"{vn.roman(at + 1)}.", "a)": f"{'abc'[at]})", "1.": f"{at + 1}.", "A.": f"{'ABC'[at]}."}[
                signs[0]
            ]
            title = vn.upper_first(self.words(5))
            rows.append(self.section(sign, title, bold=signs[0] == "1." or self.random.random() < 0.5))
            rows += self.level((*above, title), signs[1:])
        return rows

    def section(self, sign: str, title: str, *, bold: bool) -> Row:
        columns = self.annex.columns
        whole = f"{sign} {title}".strip()
        at = 0 if self.section_form != "content column" else columns.index("content")
        if self.section_form == "merged":
            return Row([Cell([whole], width=len(columns), bold=bold)])
        cells = [Cell([""]) for _ in columns]
        if self.section_form == "repeated":
            first = [Cell([sign], bold=bold)] if "number" in columns and sign else []
            return Row([*first, *(Cell([title if first else whole], bold=bold) for _ in columns[len(first) :])])
        if self.section_form == "content column" and "number" in columns:
            cells[0] = Cell([sign], bold=bold)
            cells[at] = Cell([title], bold=bold)
            if self.stray and sign[:1] in "IA" and sign:
                cells[columns.index("deadline")] = Cell(["theo các mốc sau đây"])
        else:
            cells[at] = Cell([whole], bold=bold)
        return Row(cells)

    def tasks(self, above: tuple[str, ...]) -> list[Row]:
        count = self.random.randint(1, 5)
        shared = {name: self.random.random() < 0.25 and count > 1 for name in ("lead", "deadline")}
        shared["lead"] &= not self.both
        values = [self.values() for _ in range(count)]
        for name, same in shared.items():
            if same:
                self.annex.traits.add(f"{name} merged over several tasks")
                for each in values:
                    each[name] = values[0][name]
        rows = []
        for at, each in enumerate(values):
            self.number = (
                at + 1
                if self.restart
                else getattr(self, "number", 0) + (2 if self.skip and self.random.random() < 0.3 else 1)
            )
            cells = []
            broken = not any(shared.values()) and not self.no_numbers and self.random.random() < 0.12
            for name in self.annex.columns:
                own = {
                    "number": lambda: Cell([str(self.number)], auto="task" if self.auto else ""),
                    "both": lambda each=each: self.in_one(each),
                }
                cell = own[name]() if name in own else each[name]
                if name == "number" and self.auto:
                    cell.paragraphs = [""]
                if shared.get(name):
                    cell = Cell(cell.paragraphs, height=count if at == 0 else 1, covered=at > 0, bullets=cell.bullets)
                cells.append(cell)
            self.annex.tasks.append((above, {name: clean(each[name].text) for name in each}))
            hidden = self.form in ("docx", "xlsx", "html") and self.random.random() < 0.04
            if hidden:
                self.annex.traits.add("hidden row")
            rows += self.over_two_rows(cells, hidden) if broken else [Row(cells, hidden)]
            if not any(shared.values()) and not self.no_numbers and self.random.random() < 0.05:
                self.annex.traits.add("struck row")
                rows.append(Row([Cell([text or "bỏ"]) for text in ("90", *[""] * (len(cells) - 1))], struck=True))
        return rows

    def over_two_rows(self, cells: list[Cell], hidden: bool) -> list[Row]:
        """The task broken inside its content by the end of a page."""
        at = self.annex.columns.index("content")
        words = cells[at].paragraphs[0].split(" ")
        if len(cells[at].paragraphs) > 1 or cells[at].bullets or len(words) < 4:
            return [Row(cells, hidden)]
        self.annex.traits.add("task over two rows")
        rest = [Cell([""]) for _ in cells]
        rest[at] = Cell([" ".join(words[2:])])
        cells[at] = Cell([" ".join(words[:2])])
        return [Row(cells, hidden), Row(rest)]

    def values(self) -> dict[str, Cell]:
        content = [vn.upper_first(self.words(self.random.randint(4, 9)))]
        bullets = False
        if self.random.random() < 0.15:
            self.annex.traits.add("several paragraphs")
            content.append(vn.upper_first(self.words(4)))
            bullets = self.form != "xlsx" and self.random.random() < 0.3
        made = {
            "content": Cell([self.odd(each) for each in content], bullets=bullets),
            "lead": Cell([self.odd(self.random.choice(AGENCIES))]),
            "coordinate": Cell([self.random.choice((*AGENCIES, ""))]),
            "deadline": Cell([self.random.choice(DEADLINES)]),
            "product": Cell([self.random.choice((*PRODUCTS, ""))]),
            "extra": Cell(
                [self.random.choice(("N1", "N1.2", "MS-03") if self.codes else ("", "Ngân sách", "Văn bản 5"))]
            ),
        }
        columns = {*self.annex.columns, *(("lead", "coordinate") if self.both else ())}
        return {name: cell for name, cell in made.items() if name in columns}

    def in_one(self, values: dict[str, Cell]) -> Cell:
        """Who leads and who joins as one cell tells it."""
        lead, coordinate = values["lead"].text, values["coordinate"].text
        return Cell([f"Chủ trì: {lead}", *([f"Phối hợp: {coordinate}"] if coordinate else [])])

    def words(self, count: int) -> str:
        return " ".join(self.random.choice(WORDS) for _ in range(count))

    def odd(self, text: str) -> str:
        """The text with characters that look alike or are not seen."""
        if not self.noise:
            return text
        way = self.random.randint(0, 4)
        if way == 0:
            return text.replace(" ", "\u00a0", 1)
        if way == 1:
            return text.replace(" ", " \u200b", 1)
        if way == 2:
            return unicodedata.normalize("NFD", text)
        if way == 3:
            return text.replace("Đ", "Ð").replace("đ", "ð")
        return text.replace("s", "s\u00ad", 1)


def clean(text: str) -> str:
    """What a careful typist would have written."""
    plain = unicodedata.normalize("NFC", text.replace("\u00a0", " ").replace("\u200b", "").replace("\u00ad", ""))
    return plain.replace("Ð", "Đ").replace("ð", "đ").strip()


def _has_duty(rows: list[Row], columns: list[str]) -> bool:
    return any(len(row.cells) == len(columns) for row in rows)


# --- reading back ---------------------------------------------------------------------------------------------------


def read_back(data: bytes, path: Path) -> list[tuple[tuple[str, ...], dict[str, str]]]:
    """The tasks that the intake finds in the file, in the same form as those that were put in."""
    path.write_bytes(data)
    document = cleaning.clean(source_file.read(path, path.name), ProblemList())
    found = rows.read(list(document.grids())).tasks
    return [
        (
            tuple(heading.title for heading in task.headings),
            {name: value.text for name, value in (*task.values.items(), *(("extra", each) for _, each in task.extras))},
        )
        for task in found
    ]


def wrong_cells(annex: Annex, found: list[tuple[tuple[str, ...], dict[str, str]]]) -> tuple[list[str], int]:
    """What was read otherwise than it was put in, and how many cells there are."""
    wrong, count = [], 0
    for at, (above, values) in enumerate(annex.tasks):
        got_above, got = found[at] if at < len(found) else ((), {})
        pairs = [("headings", above, got_above), *((name, text, got.get(name, "")) for name, text in values.items())]
        count += len(pairs)
        wrong += [f"task {at + 1}, {name}: {got!r}, not {put!r}" for name, put, got in pairs if put != got]
    if len(found) != len(annex.tasks):
        wrong.append(f"{len(found)} tasks, not {len(annex.tasks)}")
    return wrong, count


# --- writers --------------------------------------------------------------------------------------------------------


def written(annex: Annex, form: str) -> bytes:
    """The annex as a file of this format."""
    if form == "docx":
        return docx(annex)
    if form == "xlsx":
        return xlsx(annex)
    page = html(annex)
    return page.encode() if form == "html" else _by_pandoc(page, "odt")


def _by_pandoc(page: str, form: str) -> bytes:
    command = [pypandoc.get_pandoc_path(), "-f", "html", "-t", form, "-o", "-"]
    return subprocess.run(command, input=page.encode(), capture_output=True, check=True).stdout


def html(annex: Annex) -> str:
    parts = ["<html><head><meta charset='utf-8'></head><body><p>PHỤ LỤC</p>"]
    for table in annex.tables:
        parts.append("<table>")
        for row in table:
            parts.append("<tr style='display: none'>" if row.hidden else "<tr>")
            for cell in row.cells:
                if cell.covered:
                    continue
                spans = f" colspan='{cell.width}'" * (cell.width > 1) + f" rowspan='{cell.height}'" * (cell.height > 1)
                said = [f"<b>{escape(each)}</b>" if cell.bold and each else escape(each) for each in cell.paragraphs]
                said = [f"<s>{each}</s>" if row.struck and each else each for each in said]
                listed = "<ul>" + "".join(f"<li>{each}</li>" for each in said) + "</ul>"
                plain = "".join(f"<p>{each}</p>" for each in said)
                parts.append(f"<td{spans}>{listed if cell.bullets else plain}</td>")
            parts.append("</tr>")
        parts.append("</table><p>Bảng tiếp theo</p>")
    return "".join(parts) + "</body></html>"


def xlsx(annex: Annex) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    for at, table in enumerate(annex.tables):
        sheet = book.active if at == 0 else book.create_sheet(f"Tiếp {at}")
        for number, row in enumerate(table, start=1):
            column = 1
            for cell in row.cells:
                if not cell.covered:
                    place = sheet.cell(number, column, cell.text or None)
                    place.font = Font(bold=cell.bold, strike=row.struck)
                    if cell.width > 1 or cell.height > 1:
                        sheet.merge_cells(
                            start_row=number,
                            start_column=column,
                            end_row=number + cell.height - 1,
                            end_column=column + cell.width - 1,
                        )
                column += cell.width
            sheet.row_dimensions[number].hidden = row.hidden
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


_NS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MIME = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def docx(annex: Annex) -> bytes:
    """The annex as Word writes it: runs broken anywhere, tracked changes, content controls, footnote marks."""
    chance = random.Random(len(annex.tasks))
    body = "<w:p><w:r><w:t>PHỤ LỤC</w:t></w:r></w:p>"
    for table in annex.tables:
        rows = "".join(_word_row(row, annex, chance) for row in table)
        body += f"<w:tbl><w:tblPr/><w:tblGrid/>{rows}</w:tbl><w:p/>"
    return word_file(body)


def word_file(body: str, numbering: str = "", extra: tuple[tuple[str, bytes], ...] = ()) -> bytes:
    """A .docx with this body and the lists that the annexes use."""
    levels = "<w:lvl w:ilvl='0'><w:start w:val='1'/><w:numFmt w:val='{}'/><w:lvlText w:val='{}'/></w:lvl>"
    lists = numbering or "".join(
        f"<w:abstractNum w:abstractNumId='{at}'>{levels.format(form, text)}</w:abstractNum>"
        for at, (form, text) in enumerate((("decimal", "%1."), ("bullet", "•")), start=1)
    )
    lists += "".join(f"<w:num w:numId='{at}'><w:abstractNumId w:val='{at}'/></w:num>" for at in (1, 2))
    types = (
        f"<Types xmlns='{_TYPES}'><Default Extension='xml' ContentType='application/xml'/>"
        "<Default Extension='rels' ContentType='application/vnd.openxmlformats-package.relationships+xml'/>"
        f"<Override PartName='/word/document.xml' ContentType='{_MIME}.document.main+xml'/>"
        f"<Override PartName='/word/numbering.xml' ContentType='{_MIME}.numbering+xml'/></Types>"
    )
    rel = "<Relationships xmlns='{}'><Relationship Id='rId1' Type='{}/{}' Target='{}'/></Relationships>"
    return package.write(
        [
            ("[Content_Types].xml", types.encode()),
            ("_rels/.rels", rel.format(_RELS, _OFFICE, "officeDocument", "word/document.xml").encode()),
            ("word/_rels/document.xml.rels", rel.format(_RELS, _OFFICE, "numbering", "numbering.xml").encode()),
            ("word/numbering.xml", f"<w:numbering xmlns:w='{_NS}'>{lists}</w:numbering>".encode()),
            ("word/document.xml", f"<w:document xmlns:w='{_NS}'><w:body>{body}</w:body></w:document>".encode()),
            *extra,
        ]
    )


def _word_row(row: Row, annex: Annex, chance: random.Random) -> str:
    hidden = "<w:trPr><w:hidden/></w:trPr>" if row.hidden else ""
    cells = "".join(_word_cell(cell, annex, chance, struck=row.struck) for cell in row.cells)
    return f"<w:tr>{hidden}{cells}</w:tr>"


def _word_cell(cell: Cell, annex: Annex, chance: random.Random, *, struck: bool = False) -> str:
    props = f"<w:gridSpan w:val='{cell.width}'/>" * (cell.width > 1)
    props += "<w:vMerge w:val='restart'/>" * (cell.height > 1) + "<w:vMerge/>" * cell.covered
    paragraphs = [""] if cell.covered else cell.paragraphs
    inside = "".join(_word_paragraph(each, cell, annex, chance, struck=struck) for each in paragraphs)
    if chance.random() < 0.05:
        annex.traits.add("content control")
        inside = f"<w:sdt><w:sdtContent>{inside}</w:sdtContent></w:sdt><w:p/>"
    return f"<w:tc><w:tcPr>{props}</w:tcPr>{inside}</w:tc>"


def _word_paragraph(text: str, cell: Cell, annex: Annex, chance: random.Random, *, struck: bool) -> str:
    number = "1" if cell.auto == "task" and not cell.covered else "2" if cell.bullets else ""
    props = f"<w:pPr><w:numPr><w:ilvl w:val='0'/><w:numId w:val='{number}'/></w:numPr></w:pPr>" if number else ""
    look = f"<w:rPr>{'<w:b/>' * cell.bold}{'<w:strike/>' * struck}</w:rPr>" if cell.bold or struck else ""
    runs = ""
    half = len(text) // 2
    for piece in (text[:half], text[half:]) if chance.random() < 0.3 else (text,):
        run = f"<w:r>{look}<w:t xml:space='preserve'>{escape(piece)}</w:t></w:r>" if piece else ""
        if run and chance.random() < 0.06:
            annex.traits.add("tracked changes")
            gone = "<w:del w:id='1' w:author='x'><w:r><w:delText>chữ cũ</w:delText></w:r></w:del>"
            run = f"{gone}<w:ins w:id='2' w:author='x'>{run}</w:ins>"
        runs += run
    if runs and chance.random() < 0.05:
        annex.traits.add("footnote mark")
        runs += "<w:r><w:footnoteReference w:id='2'/></w:r>"
    return f"<w:p>{props}{runs}</w:p>"
