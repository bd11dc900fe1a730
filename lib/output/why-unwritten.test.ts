import { whyUnwritten } from './why-unwritten';

const failed = (code: string, about: object) => Object.assign(new Error(`${code}: failed`), { code, ...about });

test.each([
  ['the folder in which it would be made', { path: 'a/dist/.new' }, 'EACCES; make the folder a/dist writable'],
  ['the one that it would leave', { path: 'no/folder/home', dest: '/tmp/home' }, 'EACCES; make the folder no/folder writable'],
  ['the one that it would go to', { path: '/tmp/home', dest: 'no/folder/home' }, 'EACCES; make the folder no/folder writable'],
])('what is denied names %s', (_what, about, text) => {
  expect(whyUnwritten(failed('EACCES', about))).toBe(text);
});

test('any other failure is told as it is', () => {
  expect(whyUnwritten(failed('ENOSPC', { path: 'a/b' }))).toBe('ENOSPC: failed');
});
