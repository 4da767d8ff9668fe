// Reads {"mode", "payload", "secret", …} from standard input and answers with Stripe's own code: "sign" prints a header,
// "verify" prints the event's id or fails with Stripe's words.
import { readFileSync } from 'node:fs';
import Stripe from 'stripe';

const { webhooks } = new Stripe('sk_test_signatures_only');
const ask = JSON.parse(readFileSync(0, 'utf8'));

if (ask.mode === 'sign') {
  process.stdout.write(webhooks.generateTestHeaderString({ payload: ask.payload, secret: ask.secret, timestamp: ask.timestamp }));
} else {
  const event = webhooks.constructEvent(ask.payload, ask.header, ask.secret, 300, undefined, ask.timestamp);
  process.stdout.write(event.id);
}
