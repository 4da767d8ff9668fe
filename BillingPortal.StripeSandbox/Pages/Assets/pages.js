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

// Checkout: quantities, promotion codes and the address change the order's side of the page; what was typed on the other side stays.
const order = () => document.getElementById("order");
const pay = document.getElementById("pay");

const place = () => pay ? Object.fromEntries([...new FormData(pay)].filter(([name]) => /^(billing|taxId)/.test(name))) : {};

async function refresh(url, fields) {
  const answer = await fetch(url, { method: "POST", body: new URLSearchParams({ part: "order", ...place(), ...fields }) });
  if (!answer.ok || answer.redirected) {
    location.reload();
    return;
  }
  const askedCard = order().dataset.asksCard;
  const focused = document.activeElement?.id;
  order().outerHTML = await answer.text();
  if (order().dataset.asksCard !== askedCard) {
    location.reload();
    return;
  }
  pay.elements.expectedAmount.value = order().dataset.expected;
  pay.querySelector("button[type=submit]").textContent = order().dataset.button;
  (order().querySelector("[aria-invalid=true]") ?? (focused ? document.getElementById(focused) : null))?.focus();
}

document.addEventListener("submit", event => {
  if (pay && event.target.matches("form[data-panel]")) {
    event.preventDefault();
    const fields = Object.fromEntries(new FormData(event.target, event.submitter));
    refresh(event.target.action, fields);
  }
});

if (pay?.dataset.amounts) {
  for (const id of ["billingCountry", "billingPostalCode", "billingState", "taxIdType", "taxId"]) {
    document.getElementById(id)?.addEventListener("change", () => refresh(pay.dataset.amounts, {}));
  }
}

// A page that comes back out of the browser's cache has not been sent yet.
window.addEventListener("pageshow", event => {
  if (event.persisted) {
    location.reload();
  }
});

// A form that came back with errors is a page like any other: reloading it or going back to it sends nothing again.
history.replaceState(null, "", location.href);

document.querySelector("[aria-invalid=true]")?.focus();
