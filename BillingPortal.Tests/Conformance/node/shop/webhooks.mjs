// An endpoint of the merchant's own: registered, called, its event believed by the SDK, and taken down.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';

export default async function webhooks(stripe) {
  const arrived = [];
  const server = createServer(async (request, response) => {
    const chunks = [];
    for await (const chunk of request) {
      chunks.push(chunk);
    }
    arrived.push({ body: Buffer.concat(chunks), signature: request.headers['stripe-signature'] });
    response.writeHead(200).end();
    server.emit('delivery');
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  try {
    const endpoint = await stripe.webhookEndpoints.create({ url: `http://127.0.0.1:${server.address().port}/hooks`, enabled_events: ['product.created'] });
    const delivery = once(server, 'delivery');
    const product = await stripe.products.create({ name: 'Told' });
    await delivery;
    const event = stripe.webhooks.constructEvent(arrived[0].body, arrived[0].signature, endpoint.secret);
    assert.deepEqual([event.type, event.data.object.id, event.api_version], ['product.created', product.id, '2026-07-29.dahlia']);
    assert.throws(() => stripe.webhooks.constructEvent(arrived[0].body, arrived[0].signature, 'whsec_other'), { type: 'StripeSignatureVerificationError' });
    assert.equal((await stripe.webhookEndpoints.update(endpoint.id, { disabled: true })).status, 'disabled');
    assert.equal((await stripe.webhookEndpoints.retrieve(endpoint.id)).enabled_events[0], 'product.created');
    assert.equal((await stripe.webhookEndpoints.list()).data.length, 1);
    assert.equal((await stripe.webhookEndpoints.del(endpoint.id)).deleted, true);
  } finally {
    server.close();
  }
}
