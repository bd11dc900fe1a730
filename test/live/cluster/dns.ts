/** The cluster's DNS: A, SRV and CNAME by UDP. */
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { type Answer, AUTHORITATIVE_ANSWER, decode, encode, type Packet, type Question, RECURSION_AVAILABLE } from 'dns-packet';
import type { Names } from './names';

/** In seconds: short, because pods become ready and go. */
const TTL = 2;

/** The response code for a name that does not exist. */
const NO_SUCH_NAME = 3;

/** Answers at port 53 of the address until the socket is closed. */
export async function serveDns(names: Names, address: string, port = 53): Promise<Socket> {
  const socket = createSocket('udp4');
  socket.on('message', (message, { address: from, port: back }) => {
    const query = decode(message);
    socket.send(encode(answer(query, names)), back, from);
  });
  socket.bind(port, address);
  await once(socket, 'listening');
  return socket;
}

/** The answer to a query. A name of another type is answered without records, as the specification wants it. */
export function answer({ id, questions = [] }: Packet, names: Names): Packet {
  const [question] = questions;
  const isKnown = question !== undefined && names.has(question.name);
  const code = isKnown ? 0 : NO_SUCH_NAME;
  return {
    ...{ type: 'response', id, questions },
    flags: AUTHORITATIVE_ANSWER | RECURSION_AVAILABLE | code,
    answers: question ? answersTo(question, names) : [],
  };
}

function answersTo({ name, type }: Question, names: Names): Answer[] {
  const addresses = (of: string): Answer[] => names.addressesOf(of).map((data) => ({ name: of, type: 'A', ttl: TTL, data }));
  const alias = names.aliasOf(name);
  if (alias) return [{ name, type: 'CNAME', ttl: TTL, data: alias }, ...(type === 'A' ? addresses(alias) : [])];
  if (type === 'A') return addresses(name);
  if (type !== 'SRV') return [];
  return names.servicesOf(name).map((data) => ({ name, type: 'SRV', ttl: TTL, data: { ...data, priority: 0, weight: 10 } }));
}
