// The server has confirmed; the browser only does what is still to do.
const wanted = new URLSearchParams(location.search);
Stripe(wanted.get("key")).handleNextAction({ clientSecret: wanted.get("secret") }).then(({ error, paymentIntent }) => {
  document.querySelector("#result").textContent = error?.message ?? paymentIntent.status;
});
