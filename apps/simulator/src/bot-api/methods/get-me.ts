import { answer, type Method } from '../method.js';

export const getMe: Method = ({ state: { bot } }) =>
  answer({
    id: bot.id,
    is_bot: true,
    first_name: bot.name,
    username: bot.username,
    can_join_groups: true,
    can_read_all_group_messages: bot.readsAllGroupMessages,
    supports_inline_queries: false,
    supports_guest_queries: false,
    can_connect_to_business: false,
    has_main_web_app: false,
    has_topics_enabled: false,
    allows_users_to_create_topics: false,
    can_manage_bots: false,
    supports_join_request_queries: false,
  });

/** The open server stops the bot's instance here; there is nothing to stop. */
export const close: Method = () => answer(true);
export const logOut: Method = () => answer(true);
