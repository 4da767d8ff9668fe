// The older way to collect a card: one element for each part, confirmed together.
const wanted = new URLSearchParams(location.search);
const stripe = Stripe(wanted.get("key"));
const elements = stripe.elements();
const style = { base: { fontSize: "18px", color: "#1b1c24" }, invalid: { color: "#b3132b" } };
const number = elements.create("cardNumber", { style });
number.mount("#card-number");
elements.create("cardExpiry", { style }).mount("#card-expiry");
elements.create("cardCvc", { style }).mount("#card-cvc");
number.on("change", event => { document.querySelector("#message").textContent = event.error?.message ?? ""; });

document.querySelector("#payment-form").addEventListener("submit", async event => {
  event.preventDefault();
  const { error, paymentIntent } = await stripe.confirmCardPayment(wanted.get("secret"), { payment_method: { card: number, billing_details: { name: "Ann Example" } } });
  document.querySelector("#message").textContent = error?.message ?? "";
  document.querySelector("#result").textContent = paymentIntent?.status ?? "";
});
