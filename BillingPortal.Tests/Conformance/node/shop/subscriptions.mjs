// A subscription's life: trial, activation, preview, change, items, pause of its end, discount, cancellation.
import assert from 'node:assert/strict';
import { all, monthly, payer } from './client.mjs';

export default async function subscriptions(stripe) {
  const [customer, price, dearer] = [await payer(stripe), await monthly(stripe), await monthly(stripe, 4500)];
  const trial = await stripe.subscriptions.create({
    customer: customer.id, items: [{ price: price.id, quantity: 2 }], trial_period_days: 14, expand: ['latest_invoice'],
  });
  assert.deepEqual([trial.status, trial.latest_invoice.amount_due, trial.items.data[0].current_period_end], ['trialing', 0, trial.trial_end]);
  const active = await stripe.subscriptions.update(trial.id, { trial_end: 'now', expand: ['latest_invoice.payments'] });
  assert.deepEqual([active.status, active.latest_invoice.amount_paid], ['active', 3000]);
  const intent = await stripe.paymentIntents.retrieve(active.latest_invoice.payments.data[0].payment.payment_intent, { expand: ['latest_charge'] });
  assert.equal(intent.latest_charge.paid, true);

  const items = [{ id: active.items.data[0].id, price: dearer.id }];
  const at = Math.floor(Date.now() / 1000);
  const details = { items, proration_behavior: 'always_invoice', proration_date: at };
  const preview = await stripe.invoices.createPreview({ subscription: trial.id, subscription_details: details });
  const changed = await stripe.subscriptions.update(trial.id, { ...details, expand: ['latest_invoice'] });
  assert.equal(changed.latest_invoice.total, preview.total);
  assert.equal(changed.latest_invoice.billing_reason, 'subscription_update');

  const extra = await stripe.subscriptionItems.create({ subscription: trial.id, price: price.id, quantity: 1, proration_behavior: 'none' });
  assert.equal((await stripe.subscriptionItems.update(extra.id, { quantity: 4, proration_behavior: 'none' })).quantity, 4);
  assert.equal((await all(stripe.subscriptionItems.list({ subscription: trial.id, limit: 1 }))).length, 2);
  assert.equal((await stripe.subscriptionItems.retrieve(extra.id, { expand: ['price.product'] })).price.product.name, 'Team');
  assert.equal((await stripe.subscriptionItems.del(extra.id, { proration_behavior: 'none' })).deleted, true);

  assert.equal((await stripe.subscriptions.update(trial.id, { cancel_at_period_end: true })).cancel_at_period_end, true);
  assert.equal((await stripe.subscriptions.update(trial.id, { cancel_at_period_end: false })).cancel_at, null);
  const coupon = await stripe.coupons.create({ percent_off: 50, duration: 'forever' });
  const cheaper = await stripe.subscriptions.update(trial.id, { discounts: [{ coupon: coupon.id }], expand: ['discounts'] });
  assert.equal(cheaper.discounts[0].source.coupon, coupon.id);
  assert.equal((await stripe.subscriptions.list({ customer: customer.id, status: 'active', expand: ['data.customer'] })).data[0].customer.email, 'payer@example.test');

  assert.equal((await stripe.subscriptions.cancel(trial.id, { cancellation_details: { feedback: 'unused' } })).cancellation_details.feedback, 'unused');
  assert.equal((await stripe.subscriptions.retrieve(trial.id)).status, 'canceled');
  const types = (await all(stripe.events.list({ types: ['customer.subscription.created', 'customer.subscription.deleted'] }))).map((event) => event.type);
  assert.deepEqual(types, ['customer.subscription.deleted', 'customer.subscription.created']);
  assert.equal((await stripe.events.retrieve((await stripe.events.list({ limit: 1 })).data[0].id)).object, 'event');

  const waiting = await stripe.subscriptions.create({
    customer: (await stripe.customers.create()).id, items: [{ price: price.id }], payment_behavior: 'default_incomplete', expand: ['latest_invoice.confirmation_secret'],
  });
  assert.deepEqual([waiting.status, waiting.latest_invoice.confirmation_secret.type], ['incomplete', 'payment_intent']);
}
