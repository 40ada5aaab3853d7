/** What stands before several replicas: gives each request to one of them in turn, or to all at once as a redelivery would. */
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

export interface Balancer {
  readonly base: string;
  /** Ports of the replicas. */
  readonly ports: number[];
  /** Every replica gets every request, at the same instant. */
  toAll: boolean;
  /** Requests that a replica has in hand. */
  inHand(port: number): number;
}

const readAll = async (request: IncomingMessage) => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
};

/** Stopped when the test ends. */
export async function startBalancer(): Promise<Balancer> {
  const pending = new Map<number, number>();
  let turn = 0;

  /** @returns the status; 502 when the replica is not there or breaks off */
  const pass = async (port: number, request: IncomingMessage, body: Buffer): Promise<number> => {
    const secret = request.headers['x-telegram-bot-api-secret-token'];
    const headers = {
      'content-type': 'application/json',
      ...(typeof secret === 'string' && { 'x-telegram-bot-api-secret-token': secret }),
    };
    pending.set(port, (pending.get(port) ?? 0) + 1);
    try {
      const response = await fetch(`http://127.0.0.1:${port}${request.url}`, { method: 'POST', headers, body: new Uint8Array(body) });
      await response.arrayBuffer();
      return response.status;
    } catch {
      return 502; // Telegram sends it again
    } finally {
      pending.set(port, (pending.get(port) ?? 1) - 1);
    }
  };

  const balancer: Omit<Balancer, 'base'> = { ports: [], toAll: false, inHand: (port) => pending.get(port) ?? 0 };
  const server = createServer((request, response) => {
    const serve = async () => {
      const body = await readAll(request);
      const { ports, toAll } = balancer;
      const chosen = toAll ? ports : ports.slice((turn += 1) % ports.length).slice(0, 1);
      const statuses = await Promise.all(chosen.map((port) => pass(port, request, body)));
      response.writeHead(Math.min(...statuses, 502)).end();
    };
    serve().catch(() => response.destroy());
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return Object.assign(balancer, { base: `http://127.0.0.1:${port}` });
}
