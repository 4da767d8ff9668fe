// Domains on which wallets may be offered.
import assert from 'node:assert/strict';

export default async function domains(stripe) {
  const domain = await stripe.paymentMethodDomains.create({ domain_name: 'shop.example.test' });
  assert.equal((await stripe.paymentMethodDomains.list({ domain_name: 'shop.example.test' })).data[0].id, domain.id);
  assert.equal((await stripe.paymentMethodDomains.retrieve(domain.id)).domain_name, 'shop.example.test');
  assert.equal((await stripe.paymentMethodDomains.update(domain.id, { enabled: false })).enabled, false);
}
