// Products, prices and coupons.
import assert from 'node:assert/strict';

export default async function catalog(stripe) {
  const product = await stripe.products.create({ name: 'Team', default_price_data: { currency: 'usd', unit_amount: 900 }, expand: ['default_price'] });
  assert.equal(product.default_price.unit_amount, 900);
  assert.equal((await stripe.products.update(product.id, { description: 'For teams', metadata: { plan: 'team' } })).description, 'For teams');
  assert.equal((await stripe.products.list({ ids: [product.id] })).data.length, 1);

  const price = await stripe.prices.create({ product: product.id, currency: 'usd', unit_amount: 1500, recurring: { interval: 'month' }, lookup_key: 'team_monthly' });
  const found = await stripe.prices.list({ lookup_keys: ['team_monthly'], expand: ['data.product'] });
  assert.deepEqual([found.data[0].id, found.data[0].product.name], [price.id, 'Team']);
  assert.equal((await stripe.prices.update(price.id, { nickname: 'Monthly', active: false })).active, false);
  const tiered = await stripe.prices.create({
    product: product.id, currency: 'usd', recurring: { interval: 'month' }, billing_scheme: 'tiered', tiers_mode: 'graduated',
    tiers: [{ up_to: 10, unit_amount: 100 }, { up_to: 'inf', unit_amount: 80 }], expand: ['tiers'],
  });
  assert.deepEqual(tiered.tiers.map((tier) => tier.up_to), [10, null]);

  const coupon = await stripe.coupons.create({ percent_off: 25, duration: 'once', name: 'Welcome' });
  assert.equal((await stripe.coupons.update(coupon.id, { name: 'Hello' })).name, 'Hello');
  assert.equal((await stripe.coupons.list({ limit: 1 })).data[0].id, coupon.id);
  assert.equal((await stripe.coupons.retrieve(coupon.id)).valid, true);
  assert.equal((await stripe.coupons.del(coupon.id)).deleted, true);
  const spare = await stripe.products.create({ id: 'prod_spare', name: 'Spare' });
  assert.equal((await stripe.products.del(spare.id)).deleted, true);
}
