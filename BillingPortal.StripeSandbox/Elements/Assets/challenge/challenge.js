// Tells the page beneath how far the 3-D Secure page is. Nothing secret is said: that page asks the API for the outcome.

const state = document.querySelector("[data-challenge]").dataset.challenge;

window.parent.postMessage({ type: "sandbox:3ds", state }, "*");

document.addEventListener("keydown", event => {
  if (event.key === "Escape") {
    document.querySelector("button[value=cancel]")?.click();
  }
});
