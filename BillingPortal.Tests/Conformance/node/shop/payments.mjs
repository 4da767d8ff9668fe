// Payment and setup intents, captures, declines, refunds, charges.
import assert from 'node:assert/strict';
import { all } from './client.mjs';

export default async function payments(stripe) {
  const intent = await stripe.paymentIntents.create({ amount: 2000, currency: 'usd', payment_method_types: ['card'] });
  assert.equal(intent.status, 'requires_payment_method');
  assert.equal((await stripe.paymentIntents.update(intent.id, { amount: 2500, metadata: { order: '7' } })).amount, 2500);
  const paid = await stripe.paymentIntents.confirm(intent.id, { payment_method: 'pm_card_visa', expand: ['latest_charge'] });
  assert.deepEqual([paid.status, paid.latest_charge.amount], ['succeeded', 2500]);
  const held = await stripe.paymentIntents.create({ amount: 900, currency: 'usd', payment_method: 'pm_card_visa', payment_method_types: ['card'], capture_method: 'manual', confirm: true });
  assert.equal(held.status, 'requires_capture');
  assert.equal((await stripe.paymentIntents.capture(held.id)).amount_received, 900);
  const dropped = await stripe.paymentIntents.create({ amount: 900, currency: 'usd' });
  assert.equal((await stripe.paymentIntents.cancel(dropped.id)).status, 'canceled');
  assert.equal((await all(stripe.paymentIntents.list({ limit: 1 }))).length, 3);
  await assert.rejects(stripe.paymentIntents.create({ amount: 500, currency: 'usd', payment_method: 'pm_card_visa_chargeDeclined', confirm: true }),
    { type: 'StripeCardError', code: 'card_declined', decline_code: 'generic_decline' });
  const asks = await stripe.paymentIntents.create({ amount: 500, currency: 'usd', payment_method: 'pm_card_authenticationRequired', payment_method_types: ['card'], confirm: true });
  assert.equal(asks.status, 'requires_action');

  const refund = await stripe.refunds.create({ payment_intent: intent.id, amount: 500, reason: 'requested_by_customer' });
  assert.equal(refund.status, 'succeeded');
  assert.equal((await stripe.refunds.update(refund.id, { metadata: { a: 'b' } })).metadata.a, 'b');
  assert.equal((await stripe.refunds.retrieve(refund.id)).amount, 500);
  await stripe.refunds.create({ charge: paid.latest_charge.id });
  assert.deepEqual((await all(stripe.refunds.list({ charge: paid.latest_charge.id, limit: 1 }))).map((one) => one.amount), [2000, 500]);
  const charge = await stripe.charges.retrieve(paid.latest_charge.id, { expand: ['refunds'] });
  assert.deepEqual([charge.refunded, charge.amount_refunded, charge.refunds.data.length], [true, 2500, 2]);
  assert.equal((await stripe.charges.update(charge.id, { description: 'Order 7' })).description, 'Order 7');
  assert.equal((await stripe.charges.list({ payment_intent: intent.id })).data.length, 1);

  const customer = await stripe.customers.create();
  const setup = await stripe.setupIntents.create({ customer: customer.id, payment_method_types: ['card'], usage: 'off_session' });
  const done = await stripe.setupIntents.confirm(setup.id, { payment_method: 'pm_card_visa', expand: ['payment_method'] });
  assert.deepEqual([done.status, done.payment_method.customer], ['succeeded', customer.id]);
  assert.equal((await stripe.setupIntents.retrieve(setup.id)).status, 'succeeded');
  assert.equal((await stripe.setupIntents.list({ customer: customer.id })).data.length, 1);
  const made = await stripe.paymentMethods.create({ type: 'card', card: { token: 'tok_visa' }, billing_details: { name: 'Jenny' } });
  assert.equal((await stripe.paymentMethods.retrieve(made.id)).billing_details.name, 'Jenny');
  assert.equal((await stripe.paymentMethods.list({ customer: customer.id, type: 'card' })).data.length, 1);
}
