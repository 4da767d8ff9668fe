// One-off invoices: items, lines, finalize, pay, void, write off, send, delete.
import assert from 'node:assert/strict';
import { all, payer } from './client.mjs';

export default async function invoices(stripe) {
  const customer = await payer(stripe);
  const item = await stripe.invoiceItems.create({ customer: customer.id, amount: 2000, currency: 'usd', description: 'Setup' });
  assert.equal((await stripe.invoiceItems.update(item.id, { amount: 2500 })).amount, 2500);
  assert.equal((await stripe.invoiceItems.list({ customer: customer.id, pending: true })).data.length, 1);
  const draft = await stripe.invoices.create({ customer: customer.id, pending_invoice_items_behavior: 'include', auto_advance: false });
  assert.equal((await stripe.invoices.update(draft.id, { footer: 'Thanks', metadata: { a: 'b' } })).footer, 'Thanks');
  assert.equal((await all(stripe.invoices.listLineItems(draft.id)))[0].amount, 2500);
  const open = await stripe.invoices.finalizeInvoice(draft.id);
  assert.deepEqual([open.status, open.amount_due], ['open', 2500]);
  const paid = await stripe.invoices.pay(open.id, { expand: ['payments'] });
  assert.deepEqual([paid.status, paid.payments.data[0].status], ['paid', 'paid']);
  const payment = (await stripe.invoicePayments.list({ invoice: paid.id })).data[0];
  assert.equal((await stripe.invoicePayments.retrieve(payment.id)).amount_paid, 2500);
  assert.equal((await stripe.invoices.retrieve(paid.id, { expand: ['customer'] })).customer.id, customer.id);

  const another = async (more = {}) => {
    await stripe.invoiceItems.create({ customer: customer.id, amount: 700, currency: 'usd' });
    return stripe.invoices.create({ customer: customer.id, pending_invoice_items_behavior: 'include', auto_advance: false, ...more });
  };
  assert.equal((await stripe.invoices.voidInvoice((await stripe.invoices.finalizeInvoice((await another()).id)).id)).status, 'void');
  assert.equal((await stripe.invoices.markUncollectible((await stripe.invoices.finalizeInvoice((await another()).id)).id)).status, 'uncollectible');
  assert.equal((await stripe.invoices.sendInvoice((await another({ collection_method: 'send_invoice', days_until_due: 7 })).id)).status, 'open');
  assert.equal((await stripe.invoices.del((await another()).id)).deleted, true);
  assert.deepEqual((await all(stripe.invoices.list({ customer: customer.id, limit: 2 }))).map((invoice) => invoice.status), ['open', 'uncollectible', 'void', 'paid']);

  const intent = await stripe.paymentIntents.create({ customer: customer.id, amount: 700, currency: 'usd', payment_method: 'pm_card_visa', confirm: true, automatic_payment_methods: { enabled: true, allow_redirects: 'never' } });
  const covered = await stripe.invoices.attachPayment((await stripe.invoices.finalizeInvoice((await another()).id)).id, { payment_intent: intent.id });
  assert.equal(covered.status, 'paid');
}
