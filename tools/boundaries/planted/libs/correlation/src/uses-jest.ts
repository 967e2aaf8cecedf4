// breaks: relaydesk(boundaries) @jest/globals belongs in tests
export { expect } from '@jest/globals';
