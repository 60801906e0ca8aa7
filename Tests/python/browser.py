"""One headless Chromium, and what a page must not do in it."""

import base64
import json
from pathlib import Path

from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service

import axe_core_python

AXE = Path(axe_core_python.__file__).parent / "axe.min.js"

# Width, height, media. Print is what A4 leaves between margins of 12 mm, at 96 pixels an inch.
SIZES = {
    "phone": (360, 740, "screen"),
    "laptop": (1280, 800, "screen"),
    "print": (703, 1009, "print"),
}

# Everything that is wider than the page, but for what lies in a frame that scrolls by itself.
OVERFLOW = """
const wide = document.documentElement.clientWidth + 1, found = [];
if (document.documentElement.scrollWidth > wide)
    found.push('the page: ' + document.documentElement.scrollWidth + ' of ' + (wide - 1));
for (const e of document.body.querySelectorAll('*')) {
    if (getComputedStyle(e).position === 'absolute') continue;
    const frame = e.closest('.scroll');
    if (frame && frame !== e && getComputedStyle(frame).overflowX !== 'visible') continue;
    const box = e.getBoundingClientRect();
    if (box.width > 0 && (box.right > wide || box.left < -1))
        found.push(e.tagName + '.' + e.getAttribute('class') + ' ends at ' + Math.round(box.right));
}
return found.slice(0, 5);
"""

AXE_RUN = """
const done = arguments[arguments.length - 1];
axe.run(document, {runOnly: arguments[0]}).then(
    r => done({violations: r.violations.map(v => v.id + ': ' + v.help + ' at '
            + v.nodes.slice(0, 3).map(n => n.target.join(' ') + ' ' + (n.any[0] || {}).message).join('; ')),
        passes: r.passes.map(p => p.id)}),
    e => done({violations: ['axe failed: ' + e], passes: []}));
"""


class Browser:
    def __init__(self, profile):
        options = Options()
        options.binary_location = "/usr/bin/chromium"
        for flag in (
            "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars",
            "--no-first-run", "--disable-extensions", "--disable-background-networking",
            "--force-color-profile=srgb", f"--user-data-dir={profile}",
        ):
            options.add_argument(flag)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
        self.driver = webdriver.Chrome(options=options, service=Service("/usr/bin/chromedriver"))
        self.axe = AXE.read_text()

    def close(self):
        self.driver.quit()

    def cdp(self, command, **arguments):
        return self.driver.execute_cdp_cmd(command, arguments)

    def run(self, script, *arguments):
        return self.driver.execute_script(script, *arguments)

    def look(self, size, scheme):
        """Takes on a size, a medium and a colour scheme, for the pages that are opened next."""
        width, height, media = SIZES[size]
        self.cdp(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1,
            mobile=size == "phone")
        self.cdp(
            "Emulation.setEmulatedMedia", media=media,
            features=[{"name": "prefers-color-scheme", "value": scheme}])

    def open(self, path):
        """Opens a file; what it complained about and what it asked for, other than itself."""
        self.driver.get("about:blank")
        self.driver.get_log("browser")
        self.driver.get_log("performance")
        address = Path(path).resolve().as_uri()
        self.driver.get(address)
        asked = []
        for entry in self.driver.get_log("performance"):
            message = json.loads(entry["message"])["message"]
            if message["method"] == "Network.requestWillBeSent":
                asked.append(message["params"]["request"]["url"])
        said = [entry["message"] for entry in self.driver.get_log("browser")]
        return said, [url for url in asked if url != address], address in asked

    def overflow(self):
        return self.run(OVERFLOW)

    def violations(self, rules=("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice")):
        """What axe-core finds by these groups of rules or these rules, and the rules that it could apply."""
        self.run(self.axe)
        found = self.driver.execute_async_script(AXE_RUN, list(rules))
        return found["violations"], found["passes"]

    def picture(self, path):
        """The whole page, as far as a picture is useful."""
        size = self.cdp("Page.getLayoutMetrics")["cssContentSize"]
        clip = {"x": 0, "y": 0, "width": size["width"], "height": min(size["height"], 6000), "scale": 1}
        shot = self.cdp("Page.captureScreenshot", format="png", captureBeyondViewport=True, clip=clip)
        Path(path).write_bytes(base64.b64decode(shot["data"]))

    def screen(self, path):
        """What is seen without scrolling."""
        Path(path).write_bytes(base64.b64decode(self.cdp("Page.captureScreenshot", format="png")["data"]))

    def pdf(self, path):
        printed = self.cdp("Page.printToPDF", preferCSSPageSize=True, printBackground=True)
        Path(path).write_bytes(base64.b64decode(printed["data"]))
