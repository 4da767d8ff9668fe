// A small shop written with Stripe's own Node SDK, pointed at the sandbox (its address is the only argument). Prints what it
// made as JSON when every step was as Stripe does it; fails with the first step that was not.
import assert from 'node:assert/strict';
import Stripe from 'stripe';

const address = new URL(process.argv[2]);
const stripe = new Stripe('sk_test_nodeshop0000000000000', {
  host: address.hostname, port: address.port, protocol: 'http', apiVersion: '2026-07-29.dahlia', telemetry: false,
});

const customer = await stripe.customers.create({ name: 'Node & Söhne', email: 'node@example.test', metadata: { org_id: 'org_node' } });
const card = await stripe.paymentMethods.attach('pm_card_visa', { customer: customer.id });
await stripe.customers.update(customer.id, { invoice_settings: { default_payment_method: card.id } });

const product = await stripe.products.create({ name: 'Team' });
const price = await stripe.prices.create({
  product: product.id, currency: 'usd', unit_amount: 1500, recurring: { interval: 'month' }, lookup_key: 'team_monthly',
});
const found = await stripe.prices.list({ lookup_keys: ['team_monthly'], expand: ['data.product'] });
assert.equal(found.data[0].id, price.id);
assert.equal(found.data[0].product.name, 'Team');

const trial = await stripe.subscriptions.create({
  customer: customer.id, items: [{ price: price.id, quantity: 2 }], trial_period_days: 14, expand: ['latest_invoice'],
});
assert.equal(trial.status, 'trialing');
assert.equal(trial.latest_invoice.amount_due, 0);
assert.equal(trial.items.data[0].current_period_end, trial.trial_end);
const active = await stripe.subscriptions.update(trial.id, { trial_end: 'now', expand: ['latest_invoice.payments'] });
assert.equal(active.status, 'active');
assert.equal(active.latest_invoice.amount_paid, 3000);
const intent = await stripe.paymentIntents.retrieve(active.latest_invoice.payments.data[0].payment.payment_intent, { expand: ['latest_charge'] });
assert.equal(intent.latest_charge.paid, true);

for (let index = 0; index < 25; index += 1) {
  await stripe.customers.create({ description: `Page ${index}` });
}
const listed = [];
for await (const one of stripe.customers.list({ limit: 10 })) {
  listed.push(one.id);
}
assert.equal(listed.length, 26);
assert.equal(new Set(listed).size, 26);
assert.equal(listed.at(-1), customer.id);

const session = await stripe.checkout.sessions.create({
  mode: 'subscription', line_items: [{ price: price.id, quantity: 1 }], success_url: 'http://127.0.0.1:9/return?session_id={CHECKOUT_SESSION_ID}',
  subscription_data: { trial_period_days: 7 }, client_reference_id: 'org_node',
});
assert.equal(session.status, 'open');
assert.ok(session.url.startsWith(address.origin));
const items = await stripe.checkout.sessions.listLineItems(session.id);
assert.equal(items.data[0].price.id, price.id);

const twice = { idempotencyKey: 'one intent' };
const first = await stripe.customers.create({ name: 'Once' }, twice);
assert.equal((await stripe.customers.create({ name: 'Once' }, twice)).id, first.id);
await assert.rejects(stripe.customers.create({ name: 'Other' }, twice), { type: 'StripeIdempotencyError' });

await assert.rejects(stripe.subscriptions.retrieve('sub_unknown'), { type: 'StripeInvalidRequestError', code: 'resource_missing', statusCode: 404 });
await assert.rejects(stripe.paymentIntents.create({ amount: 500, currency: 'usd', payment_method: 'pm_card_visa_chargeDeclined', confirm: true }),
  { type: 'StripeCardError', code: 'card_declined', decline_code: 'generic_decline' });

await stripe.subscriptions.cancel(trial.id);
assert.equal((await stripe.subscriptions.retrieve(trial.id)).status, 'canceled');
const types = [];
for await (const event of stripe.events.list({ types: ['customer.subscription.created', 'customer.subscription.deleted'] })) {
  types.push(event.type);
}
assert.deepEqual(types, ['customer.subscription.deleted', 'customer.subscription.created']);

process.stdout.write(JSON.stringify({ customer: customer.id, subscription: trial.id, session: session.id }));
