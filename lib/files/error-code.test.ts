import { readFileSync } from 'node:fs';
import { codeOf, reasonOf } from './error-code';

test('an error of the operating system has a code, and others their message', () => {
  const denied = (() => {
    try {
      return readFileSync('/nonexistent/file');
    } catch (error) {
      return error;
    }
  })();

  expect([codeOf(denied), reasonOf(denied)]).toEqual(['ENOENT', 'ENOENT']);
  expect([codeOf(new Error('no more')), reasonOf(new Error('no more'))]).toEqual([undefined, 'no more']);
});
