"""Sentences of calculators/page (papers, downloads, files); already in /tmp/five's messages.po."""

EN = {
    "复制这一份": "Copy this one",
    "打印这一份": "Print this one",
    "下载表格（Excel）": "Download the tables (Excel)",
    "加到日历（.ics）": "Add to your calendar (.ics)",
    "下载数据（JSON）": "Download the data (JSON)",
    "文件没有做成，可能是网络断了。你填的内容还在，再按一次试试。": "The file could not be made; the network may be down. What you typed is still here. Press once more.",
    "英文是给你对照看的；发给对方的是中文那一份。": "The English is for you to read along; what you send is the Chinese.",
    "选择文件，可以选多个": "Choose files, as many as you like",
    "文件不上传，也不保存。只在你的设备上算出名称、大小和 SHA-256 指纹，填进下面；每个不超过 200 MB。": "Files are neither uploaded nor kept. Your device works out name, size and SHA-256 fingerprint and fills them in below; up to 200 MB each.",
    "这些没有填进去（超过 200 MB、读不出来，或者行数满了）：": "These were not filled in (over 200 MB, not readable, or no rows left): ",
}
