# What the tests find in the cloud: networks, flavors, servers, namesakes of another project, and files that tell of them.

seed resources
