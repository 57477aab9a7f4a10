"use strict";
// Brings new calls in without touching what a reader has opened, selected or focused.
(() => {
  const list = document.getElementById("list");
  const live = document.getElementById("live");
  document.documentElement.classList.add("scripted");

  function update(fresh) {
    const known = new Set([...list.children].map((call) => call.id));
    const kept = new Set([...fresh.children].map((call) => call.id));
    const arrived = [...fresh.children].filter((call) => !known.has(call.id));
    for (const call of [...list.children]) if (!kept.has(call.id)) call.remove();
    for (const call of arrived) if (known.size) call.classList.add("new");
    list.prepend(...arrived);
  }

  async function look() {
    if (document.hidden) return;
    try {
      const answer = await fetch(location.href, { cache: "no-store" });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      update(page.getElementById("list"));
      document.getElementById("count").textContent = page.getElementById("count").textContent;
      live.textContent = "live";
      live.className = "on";
    } catch {
      live.textContent = "the gateway has stopped";
      live.className = "off";
    }
  }

  look();
  setInterval(look, 2000);
  document.addEventListener("visibilitychange", look);
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.target.closest("input") || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    document.getElementById("q").focus();
  });
})();
