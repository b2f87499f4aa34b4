// libyaml as the system has it; nothing is added.
#include <yaml.h>
