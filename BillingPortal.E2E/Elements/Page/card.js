// The older ways to collect a card: on one line, or one element for each part; confirmed as a payment or kept as a setup.
const wanted = new URLSearchParams(location.search);
const secret = wanted.get("secret");
const stripe = Stripe(wanted.get("key"));
const elements = stripe.elements();
const style = { base: { fontSize: "18px", color: "#1b1c24" }, invalid: { color: "#b3132b" } };
const whole = wanted.get("whole");
const card = elements.create(whole ? "card" : "cardNumber", { style });
card.mount("#card-number");
if (!whole) {
  elements.create("cardExpiry", { style }).mount("#card-expiry");
  elements.create("cardCvc", { style }).mount("#card-cvc");
}
card.on("change", event => { document.querySelector("#message").textContent = event.error?.message ?? ""; });

document.querySelector("#payment-form").addEventListener("submit", async event => {
  event.preventDefault();
  const data = { payment_method: { card, billing_details: { name: "Ann Example" } } };
  const { error, paymentIntent, setupIntent } = secret.startsWith("seti_") ? await stripe.confirmCardSetup(secret, data) : await stripe.confirmCardPayment(secret, data);
  document.querySelector("#message").textContent = error?.message ?? "";
  document.querySelector("#result").textContent = (paymentIntent ?? setupIntent)?.status ?? "";
});
