import { renderConnection } from '../../world/business.js';
import { findConnection } from '../find-chat.js';
import { answer, type Method } from '../method.js';

export const getBusinessConnection: Method = (call) =>
  answer(renderConnection(call.ground.history.world, findConnection(call)));
