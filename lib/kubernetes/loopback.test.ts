import { hostOf, isLoopback, isPodItself } from './loopback';

test.each(['localhost', 'LOCALHOST', '127.0.0.1', '127.1.2.3', '::1', '[::1]', '0:0:0:0:0:0:0:1', '[0:0:0:0:0:0:0:1]'])(
  '%s is the pod alone',
  (host) => {
    expect(isLoopback(host)).toBe(true);
    expect(isPodItself(host)).toBe(true);
  },
);

test.each(['0.0.0.0', '::', '[::]', '[0:0:0:0:0:0:0:0]'])(
  'others reach what listens on %s, but a connection to it stays in the pod',
  (host) => {
    expect(isLoopback(host)).toBe(false);
    expect(isPodItself(host)).toBe(true);
  },
);

test.each(['localhost.example', 'localhost.example.org', '127.example.org', '10.0.0.1', 'fd00::1', '[2001:db8::1]', 'otel', ''])(
  '%s is another host',
  (host) => {
    expect(isLoopback(host)).toBe(false);
    expect(isPodItself(host)).toBe(false);
  },
);

test.each([
  ['localhost:4318', 'localhost'],
  ['[::1]:4318', '[::1]'],
  [':4318', ''],
])('the host of %s', (address, host) => {
  expect(hostOf(address)).toBe(host);
});
