"""axe-core over a screen, in each language and each theme, in one go."""

from typing import Any

from hatch_build import WEB
from tests.browser.person import Person

AXE = WEB / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
LOOK = """async (tags) => {
  const drawn = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  const root = document.documentElement;
  const contrast = document.querySelector(".tools button:nth-child(2)");
  // A second press within 800 ms is no press.
  const toggle = async (on) => {
    for (let tries = 0; (root.dataset.theme === "contrast") !== on && tries < 20; tries += 1) {
      if (contrast) contrast.click();
      else root.dataset.theme = on ? "contrast" : "";
      await drawn();
      if ((root.dataset.theme === "contrast") !== on) await new Promise((done) => setTimeout(done, 100));
    }
  };
  const found = [];
  let looked = 0;
  for (const theme of ["light", "contrast"]) {
    await toggle(theme === "contrast");
    for (const language of theme === "light" ? ["sv", "en", "fi"] : ["fi", "en", "sv"]) {
      document.querySelector(`.langs [lang=${language}]`).click();
      await drawn();
      if (root.lang !== language) found.push(`${language} was not set`);
      if ((root.dataset.theme === "contrast") !== (theme === "contrast")) found.push(`${theme} was not set`);
      const { violations, passes } = await axe.run(document, { runOnly: { type: "tag", values: tags } });
      looked += passes.length;
      for (const { id, help, nodes } of violations)
        for (const node of nodes) found.push(`${language} ${theme} ${id}: ${help}: ${node.html.slice(0, 160)} ${node.any[0]?.message ?? ""}`);
    }
  }
  document.querySelector(".langs [lang=fi]").click();
  await toggle(false);
  await drawn();
  return { found: [...new Set(found)], looked };
}"""


async def axe_finds(person: Person) -> list[str]:
    """What axe-core finds on the screen as it is, in three languages and two themes; the page is as before afterwards.

    A dialog may stand open: what is behind it is pressed from inside the page.
    """
    if not await person.page.evaluate("typeof axe === 'object'"):
        await person.page.evaluate(AXE.read_text())
    seen: dict[str, Any] = await person.page.evaluate(LOOK, list(TAGS))
    assert seen["looked"] > 60, "axe looked at something"
    return list(seen["found"])
