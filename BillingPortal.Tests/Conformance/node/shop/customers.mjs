// Customers: made, changed, cleared, listed page by page, credited, deleted.
import assert from 'node:assert/strict';
import { all } from './client.mjs';

export default async function customers(stripe) {
  const customer = await stripe.customers.create({ name: 'Node & Söhne', email: 'node@example.test', metadata: { org_id: 'org_node', plan: 'team' } });
  const changed = await stripe.customers.update(customer.id, { name: '', phone: '+1 555 0100', metadata: { plan: '', seats: '3' }, address: { country: 'DE', city: 'Köln' } });
  assert.deepEqual([changed.name, changed.phone, changed.address.city], [null, '+1 555 0100', 'Köln']);
  assert.deepEqual(changed.metadata, { org_id: 'org_node', seats: '3' });
  assert.deepEqual((await stripe.customers.update(customer.id, { metadata: '', address: '' })).metadata, {});

  const card = await stripe.paymentMethods.attach('pm_card_visa', { customer: customer.id });
  await stripe.customers.update(customer.id, { invoice_settings: { default_payment_method: card.id } });
  const read = await stripe.customers.retrieve(customer.id, { expand: ['invoice_settings.default_payment_method'] });
  assert.equal(read.invoice_settings.default_payment_method.card.last4, '4242');
  assert.deepEqual((await all(stripe.customers.listPaymentMethods(customer.id))).map((method) => method.id), [card.id]);
  assert.equal((await stripe.paymentMethods.update(card.id, { metadata: { kept: 'yes' } })).metadata.kept, 'yes');

  const move = await stripe.customers.createBalanceTransaction(customer.id, { amount: -500, currency: 'usd', description: 'Goodwill' });
  assert.equal(move.ending_balance, -500);
  assert.equal((await stripe.customers.listBalanceTransactions(customer.id)).data[0].id, move.id);

  for (let index = 0; index < 25; index += 1) {
    await stripe.customers.create({ description: `Page ${index}` });
  }
  const listed = (await all(stripe.customers.list({ limit: 10 }))).map((one) => one.id);
  assert.deepEqual([listed.length, new Set(listed).size, listed.at(-1)], [26, 26, customer.id]);
  assert.equal((await stripe.customers.list({ email: 'node@example.test', created: { gte: customer.created } })).data.length, 1);

  assert.equal((await stripe.paymentMethods.detach(card.id)).customer, null);
  assert.deepEqual(await stripe.customers.del(customer.id).then(({ id, deleted }) => [id, deleted]), [customer.id, true]);
  assert.equal((await stripe.customers.retrieve(customer.id)).deleted, true);

  const twice = { idempotencyKey: 'one intent' };
  const first = await stripe.customers.create({ name: 'Once' }, twice);
  assert.equal((await stripe.customers.create({ name: 'Once' }, twice)).id, first.id);
  await assert.rejects(stripe.customers.create({ name: 'Other' }, twice), { type: 'StripeIdempotencyError' });
  await assert.rejects(stripe.customers.create({ emial: 'a@example.test' }), { type: 'StripeInvalidRequestError', code: 'parameter_unknown', param: 'emial' });
  await assert.rejects(stripe.customers.retrieve('cus_unknown'), { type: 'StripeInvalidRequestError', code: 'resource_missing', statusCode: 404 });
}
