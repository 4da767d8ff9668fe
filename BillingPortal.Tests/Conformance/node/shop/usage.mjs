// Meters, their events and summaries, credit grants and what is left of them.
import assert from 'node:assert/strict';
import { payer } from './client.mjs';

export default async function usage(stripe) {
  const meter = await stripe.billing.meters.create({ display_name: 'Calls', event_name: 'calls', default_aggregation: { formula: 'sum' } });
  assert.equal((await stripe.billing.meters.update(meter.id, { display_name: 'API calls' })).display_name, 'API calls');
  assert.equal((await stripe.billing.meters.list({ status: 'active' })).data[0].id, meter.id);
  const customer = await payer(stripe);
  const price = await stripe.prices.create({
    product_data: { name: 'Calls' }, currency: 'usd', unit_amount: 5, recurring: { interval: 'month', usage_type: 'metered', meter: meter.id },
  });
  await stripe.subscriptions.create({ customer: customer.id, items: [{ price: price.id }] });
  for (const value of ['3', '4']) {
    const event = await stripe.billing.meterEvents.create({ event_name: 'calls', payload: { stripe_customer_id: customer.id, value } });
    assert.equal(event.payload.value, value);
  }
  const hour = 3600;
  const now = Math.floor(Date.now() / 1000);
  const start = now - (now % hour);
  const summaries = await stripe.billing.meters.listEventSummaries(meter.id, { customer: customer.id, start_time: start, end_time: start + hour });
  assert.equal(summaries.data[0].aggregated_value, 7);

  const grant = await stripe.billing.creditGrants.create({
    customer: customer.id, category: 'paid', amount: { type: 'monetary', monetary: { currency: 'usd', value: 1000 } },
    applicability_config: { scope: { price_type: 'metered' } }, name: 'Prepaid',
  });
  assert.equal((await stripe.billing.creditGrants.retrieve(grant.id)).name, 'Prepaid');
  assert.equal((await stripe.billing.creditGrants.update(grant.id, { metadata: { a: 'b' } })).metadata.a, 'b');
  assert.equal((await stripe.billing.creditGrants.list({ customer: customer.id })).data.length, 1);
  const balance = await stripe.billing.creditBalanceSummaries.retrieve({ customer: customer.id, filter: { type: 'applicability_scope', applicability_scope: { price_type: 'metered' } } });
  assert.equal(balance.balances[0].available_balance.monetary.value, 1000);
  assert.equal((await stripe.billing.creditBalanceTransactions.list({ customer: customer.id })).data[0].type, 'credit');
  assert.ok((await stripe.billing.creditGrants.voidGrant(grant.id)).voided_at);
}
