"""The page's small script: filters, sorting, and the keys that lead from finding to finding."""

import json
import re
import subprocess

import lxml.html
import pytest
import report_builder as made

import reports

PROBE = """
const told = {};
const press = (key) => document.body.dispatchEvent(new KeyboardEvent("keydown", {key, bubbles: true}));
const here = () => findings.indexOf(document.activeElement);
const findings = [...document.querySelectorAll(".finding")].filter((f) => !f.closest("details"));
told.keys = ["j", "j", "k", "k"].map((key) => { press(key); return here(); });
const choose = (name, value) => {
  const box = document.querySelector(`[data-filter=${name}]`);
  box.value = value;
  box.dispatchEvent(new Event("change", {bubbles: true}));
};
choose("verdict", "no_evidence");
told.verdicts = [...document.querySelectorAll(".finding:not([data-hidden])")].map((f) => f.dataset.verdict);
choose("verdict", "");
choose("domain", "服务业");
told.rows = document.querySelectorAll(".overview tbody tr:not([data-hidden])").length;
choose("domain", "");
told.all = document.querySelectorAll("[data-hidden]").length;
const sort = document.querySelector(".overview thead button");
sort.click();
sort.click();
told.order = [...document.querySelectorAll(".overview tbody tr")].map((row) => row.cells[0].textContent);
document.title = JSON.stringify(told);
"""


@pytest.mark.slow
def test_keys_filters_and_sorting(tmp_path):
    reports.publish(made.report(2), made.notice(), made.picture, tmp_path / "out")
    page = (tmp_path / "out" / "report.html").read_text("utf-8")
    open_page = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", page)
    probed = tmp_path / "out" / "probe.html"
    probed.write_text(open_page.replace("</body>", f"<script>{PROBE}</script></body>"), "utf-8")
    told = json.loads(lxml.html.document_fromstring(seen(probed.as_uri(), tmp_path / "profile")).findtext(".//title"))
    assert told["keys"] == [0, 1, 0, 0]
    assert set(told["verdicts"]) == {"no_evidence"}
    assert told["rows"] == 2
    assert told["all"] == 0
    assert told["order"][:2] == ["2", "1"]


def seen(address: str, profile) -> str:
    command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
    options = [f"--user-data-dir={profile}", "--virtual-time-budget=5000", "--dump-dom"]
    return subprocess.run([*command, *options, address], capture_output=True, timeout=120, check=True).stdout.decode()
