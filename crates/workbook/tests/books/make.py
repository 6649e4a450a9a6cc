"""Makes the workbooks of the tests: openpyxl (PyPI) writes care.xlsx, LibreOffice (Debian) converts it. And an archive.

    python3 make.py && soffice --headless --convert-to ods care.xlsx && soffice --headless --convert-to xls care.xlsx
"""

import datetime
import zipfile

import openpyxl

book = openpyxl.Workbook()
sheet = book.active
sheet.title = "养老机构"
sheet.append(["启东市养老机构情况表"])
sheet.merge_cells("A1:I1")
sheet.append(["填报单位：某科（样例）"])
sheet.append(["序号", "所属乡镇", "机构名称", "床位数（张）", None, "经度", "纬度", "联系电话", "登记日期"])
sheet.append([None, None, None, "总数", "护理", None, None, None, None])
for merged in ("A3:A4", "B3:B4", "C3:C4", "D3:E3", "F3:F4", "G3:G4", "H3:H4", "I3:I4"):
    sheet.merge_cells(merged)
rows = [
    ["寅阳镇", "甲养老院", 80, 40, 121.7, 31.9, "0513-83312345", datetime.date(2023, 5, 1)],
    [None, "乙养老院", "1,234", 12, 121.71, 31.91, 13912345678, datetime.date(2024, 1, 1)],
    [None, "丙\"护理\"院", "约120", None, 121.72, 31.92, "0513-83312346,转8001", "2023年5月"],
    ["吕四港镇", "丁养老院", 60, "=D8/2", 121.63, 32.05, None, 45047],
]
for number, row in enumerate(rows, 1):
    sheet.append([number, *row])
sheet.merge_cells("B5:B7")
sheet["I8"].number_format = "General"
sheet.append(["合计", None, None, 1374, None, None, None, None, None])
sheet.merge_cells("A9:C9")
sheet.append(["注：截至2024年底。\n数据为样例。"])
hidden = book.create_sheet("代码")
hidden.sheet_state = "hidden"
hidden.append(["代码", "含义"])
hidden.append([320681199001011234, "=NA()"])
hidden.append([True, datetime.time(8, 30)])
book.create_sheet("空表")
book.save("care.xlsx")

ferry = '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"名称":"甲渡口"},"geometry":{"type":"Point","coordinates":[121.6,31.8]}}]}'
with zipfile.ZipFile("lists.zip", "w", zipfile.ZIP_DEFLATED) as lists:
    lists.writestr(zipfile.ZipInfo("桥梁.csv"), "名称,经度,纬度\n甲桥,121.7,31.9\n乙桥,121.71,31.91\n")
    lists.writestr(zipfile.ZipInfo("渡口.geojson"), ferry)
