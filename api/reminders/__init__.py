"""提醒: once a day, what waits for somebody; into the app, by SMS, into a group chat, and as a calendar.

It stands above the dashboards because a day's message is what the desk and 今日 show, counted: there is no second
opinion about what waits (docs/decisions/0024).
"""
