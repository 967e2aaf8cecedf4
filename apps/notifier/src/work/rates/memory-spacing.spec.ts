import { virtualClock } from '#lane/rehearsal';
import { describeSpacing } from './conformance/describe-spacing.js';
import { memorySpacing } from './memory-spacing.js';

describeSpacing('memory', () => {
  const spacing = memorySpacing(virtualClock());
  return [spacing, spacing];
});
