import { describeLaneStore } from '../conformance/index.js';
import { noteDatabase } from '../conformance/postgres-notes.js';

describeLaneStore('a lane store in Postgres', noteDatabase);
