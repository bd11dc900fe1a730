/** Formats of numbers. */
import * as z from 'zod';
import { MAX_INT32 } from '../../kubernetes/integers';

/** A whole number of something. @param max the largest one that its reader can read. @default that of an `int32` */
export const count = (max = MAX_INT32) => z.int().min(1).max(max);
