// Which day has which number? Days are numbered as Python's ordinals: 1 is 1 January of the year 1 (Gregorian, also before 1582).
#pragma once
#include <chrono>

namespace searchlib {

constexpr int LAST_CALENDAR_DAY = 3652059;  // 31 December 9999
constexpr int FIRST_DAY_OF_1970 = 719163;

inline std::chrono::year_month_day calendar_day(int number) {
    return std::chrono::sys_days{std::chrono::days{number - FIRST_DAY_OF_1970}};
}
inline int day_number(std::chrono::year_month_day day) {
    return static_cast<int>(std::chrono::sys_days{day}.time_since_epoch().count()) + FIRST_DAY_OF_1970;
}

}  // namespace searchlib
