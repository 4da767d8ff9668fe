// The SDK as a merchant configures it, pointed at the sandbox, with its own event for each request counted.
import Stripe from 'stripe';

export const calls = [];

export function client(address, options = {}) {
  const stripe = new Stripe('sk_test_nodeshop0000000000000', {
    host: address.hostname, port: address.port, protocol: 'http', apiVersion: '2026-07-29.dahlia', telemetry: false, ...options,
  });
  stripe.on('response', (response) => calls.push(`${response.method} ${response.path.replace(/\?.*/, '').replace(/\/[a-z]+_[A-Za-z0-9_]{8,}/g, '/{}')}`));
  return stripe;
}

/** Everything that a list has, page by page as the SDK walks it. */
export async function all(list) {
  const found = [];
  for await (const one of list) {
    found.push(one);
  }
  return found;
}

export async function payer(stripe, card = 'pm_card_visa', more = {}) {
  return stripe.customers.create({ email: 'payer@example.test', payment_method: card, invoice_settings: { default_payment_method: card }, ...more });
}

export async function monthly(stripe, amount = 1500, more = {}) {
  return stripe.prices.create({ product_data: { name: 'Team' }, currency: 'usd', unit_amount: amount, recurring: { interval: 'month' }, ...more });
}
