// Hosted pages: Checkout sessions, the customer portal and its configurations.
import assert from 'node:assert/strict';
import { monthly, payer } from './client.mjs';

export default async function pages(stripe, address) {
  const price = await monthly(stripe);
  const session = await stripe.checkout.sessions.create({
    mode: 'subscription', line_items: [{ price: price.id, quantity: 1 }], success_url: 'http://127.0.0.1:9/return?session_id={CHECKOUT_SESSION_ID}',
    subscription_data: { trial_period_days: 7 }, client_reference_id: 'org_node',
  });
  assert.equal(session.status, 'open');
  assert.ok(session.url.startsWith(address.origin));
  assert.equal((await stripe.checkout.sessions.listLineItems(session.id)).data[0].price.id, price.id);
  assert.equal((await stripe.checkout.sessions.update(session.id, { metadata: { a: 'b' } })).metadata.a, 'b');
  assert.equal((await stripe.checkout.sessions.retrieve(session.id, { expand: ['line_items'] })).line_items.data.length, 1);
  assert.equal((await stripe.checkout.sessions.expire(session.id)).status, 'expired');
  assert.equal((await stripe.checkout.sessions.list({ status: 'expired' })).data.length, 1);

  await stripe.billingPortal.configurations.create({ features: { invoice_history: { enabled: true } } });
  const configuration = await stripe.billingPortal.configurations.create({ features: { invoice_history: { enabled: true } }, business_profile: { headline: 'Welcome' } });
  assert.equal((await stripe.billingPortal.configurations.update(configuration.id, { active: false })).active, false);
  assert.equal((await stripe.billingPortal.configurations.retrieve(configuration.id)).business_profile.headline, 'Welcome');
  assert.equal((await stripe.billingPortal.configurations.list({ active: false })).data.length, 1);
  const visit = await stripe.billingPortal.sessions.create({ customer: (await payer(stripe)).id, return_url: 'http://127.0.0.1:9/billing' });
  assert.ok(visit.url.startsWith(address.origin));
}
