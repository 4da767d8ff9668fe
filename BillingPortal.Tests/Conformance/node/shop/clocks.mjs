// A test clock: a trial ends, a month is billed, and the customer's year goes by.
import assert from 'node:assert/strict';
import { all, monthly, payer } from './client.mjs';

export default async function clocks(stripe) {
  const start = Math.floor(Date.UTC(2027, 0, 31) / 1000);
  const clock = await stripe.testHelpers.testClocks.create({ frozen_time: start, name: 'A year' });
  const customer = await payer(stripe, 'pm_card_visa', { test_clock: clock.id });
  const price = await monthly(stripe);
  const subscription = await stripe.subscriptions.create({ customer: customer.id, items: [{ price: price.id }] });
  const to = async (at) => {
    await stripe.testHelpers.testClocks.advance(clock.id, { frozen_time: at });
    for (let round = 0; (await stripe.testHelpers.testClocks.retrieve(clock.id)).status !== 'ready'; round += 1) {
      assert.ok(round < 200, 'the clock arrives');
    }
  };
  await to(Math.floor(Date.UTC(2027, 1, 28, 12) / 1000));
  const renewed = await stripe.subscriptions.retrieve(subscription.id);
  assert.equal(renewed.items.data[0].current_period_end, Math.floor(Date.UTC(2027, 2, 31) / 1000), 'the anchor stays on the 31st');
  await to(Math.floor(Date.UTC(2027, 3, 30, 12) / 1000));
  const invoices = await all(stripe.invoices.list({ subscription: subscription.id, limit: 2 }));
  assert.deepEqual(invoices.map((invoice) => invoice.status), ['paid', 'paid', 'paid', 'paid']);
  assert.ok((await stripe.testHelpers.testClocks.list()).data.some((one) => one.id === clock.id));
  assert.equal((await stripe.testHelpers.testClocks.del(clock.id)).deleted, true);
  await assert.rejects(stripe.subscriptions.retrieve(subscription.id), { code: 'resource_missing' });
}
