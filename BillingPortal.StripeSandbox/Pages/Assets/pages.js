// Comfort for the hosted pages: spacing in the card fields, test cards to click, and one submit per form. Everything works without it.
const digits = (text, most) => text.replace(/\D/g, "").slice(0, most);

document.getElementById("cardNumber")?.addEventListener("input", event => {
  event.target.value = digits(event.target.value, 19).replace(/(.{4})(?=.)/g, "$1 ");
});

document.getElementById("cardExpiry")?.addEventListener("input", event => {
  const typed = digits(event.target.value, 4);
  const month = /^[2-9]/.test(typed) ? "0" + typed : typed;
  event.target.value = month.length > 2 ? month.slice(0, 2) + " / " + month.slice(2, 4) : month;
});

document.getElementById("cardCvc")?.addEventListener("input", event => {
  event.target.value = digits(event.target.value, 4);
});

for (const button of document.querySelectorAll("[data-card]")) {
  button.addEventListener("click", () => {
    document.getElementById("cardNumber").value = button.dataset.card;
    document.getElementById("cardExpiry").value ||= "12 / " + String((new Date().getFullYear() + 4) % 100).padStart(2, "0");
    document.getElementById("cardCvc").value ||= "123";
    document.getElementById("billingName").value ||= "Test Customer";
  });
}

for (const form of document.querySelectorAll("form[data-busy]")) {
  form.addEventListener("submit", event => {
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "yes";
    const button = event.submitter ?? form.querySelector("button[type=submit]");
    button.setAttribute("aria-disabled", "true");
    button.textContent = form.dataset.busy;
  });
}

// A page that comes back out of the browser's cache has not been sent yet.
window.addEventListener("pageshow", event => {
  if (event.persisted) {
    location.reload();
  }
});

document.querySelector("[aria-invalid=true]")?.focus();
