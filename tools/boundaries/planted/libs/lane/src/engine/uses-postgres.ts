// breaks: relaydesk(boundaries) pg belongs in
export { Pool } from 'pg';
