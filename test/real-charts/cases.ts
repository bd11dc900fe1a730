/** Situations that people have reported, and what is right. */
import { type Case, caseOf } from './case';

export const CASES: readonly Case[] = [
  // The image of Tempo 2.5 is the first that does not run as root.
  caseOf('24-monolithic-pvc-permissions', []),
];
