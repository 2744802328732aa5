/** A button under every block of words to say that copies it. The labels are the theme's own. */

const { translations } = JSON.parse(document.getElementById("__config").textContent);

for (const block of document.querySelectorAll(".highlight")) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "md-button copy";
  button.textContent = translations["clipboard.copy"];
  button.addEventListener("click", async () => {
    await copy(block.querySelector("code"));
    button.textContent = translations["clipboard.copied"];
    setTimeout(() => (button.textContent = translations["clipboard.copy"]), 4000);
  });
  block.append(button);
}

/** To the clipboard, by the older way where the newer one is refused. */
async function copy(code) {
  try {
    await navigator.clipboard.writeText(code.textContent);
  } catch {
    getSelection().selectAllChildren(code);
    document.execCommand("copy");
  }
}
