// A shop written with Stripe's own Node SDK, pointed at the sandbox: node shop.mjs ADDRESS TOPIC. Prints the calls that it made as JSON when
// every step was as Stripe does it; fails with the first step that was not.
import { calls, client } from './shop/client.mjs';

const [address, topic] = [new URL(process.argv[2]), process.argv[3]];
const { default: run } = await import(`./shop/${topic}.mjs`);
await run(client(address), address);
process.stdout.write(JSON.stringify(calls));
