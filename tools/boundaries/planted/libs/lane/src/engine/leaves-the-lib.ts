// breaks: relaydesk(boundaries) a relative import does not leave libs/lane
export { chatKey } from '../../../contracts/src/index.js';
