import LoadBalancerModel

// What a load balancer is made of, in the order of its declaration.

extension ObservedLoadBalancer: Packable {
    func pack(into packer: inout Packer) {
        packer.add(id)
        packer.add(name)
        packer.add(description)
        packer.add(tags)
        packer.add(provider)
        packer.add(flavorID)
        packer.add(availabilityZone)
        packer.add(vipAddress)
        packer.add(vipPortID)
        packer.add(vipSubnetID)
        packer.add(vipNetworkID)
        packer.add(provisioning)
        packer.add(operating)
        packer.add(stamp)
        packer.add(createdAt)
        packer.add(listeners)
        packer.add(pools)
    }

    init(from unpacker: inout Unpacker) {
        self.init(
            id: unpacker.next(),
            name: unpacker.next(),
            description: unpacker.next(),
            tags: unpacker.next(),
            provider: unpacker.next(),
            flavorID: unpacker.next(),
            availabilityZone: unpacker.next(),
            vipAddress: unpacker.next(),
            vipPortID: unpacker.next(),
            vipSubnetID: unpacker.next(),
            vipNetworkID: unpacker.next(),
            provisioning: unpacker.next(),
            operating: unpacker.next(),
            stamp: unpacker.next(),
            createdAt: unpacker.next(),
            listeners: unpacker.next(),
            pools: unpacker.next()
        )
    }
}

extension ObservedListener: Packable {
    func pack(into packer: inout Packer) {
        packer.add(id)
        packer.add(name)
        packer.add(proto)
        packer.add(port)
        packer.add(tags)
        packer.add(provisioning)
        packer.add(operating)
        packer.add(connectionLimit)
        packer.add(timeouts)
        packer.add(allowedCIDRs)
        packer.add(insertHeaders)
        packer.add(defaultPoolID)
        packer.add(l7PolicyIDs)
    }

    init(from unpacker: inout Unpacker) {
        self.init(
            id: unpacker.next(),
            name: unpacker.next(),
            proto: unpacker.next(),
            port: unpacker.next(),
            tags: unpacker.next(),
            provisioning: unpacker.next(),
            operating: unpacker.next(),
            connectionLimit: unpacker.next(),
            timeouts: unpacker.next(),
            allowedCIDRs: unpacker.next(),
            insertHeaders: unpacker.next(),
            defaultPoolID: unpacker.next(),
            l7PolicyIDs: unpacker.next()
        )
    }
}

extension ListenerTimeouts: Packable {
    func pack(into packer: inout Packer) {
        packer.add(clientData)
        packer.add(memberConnect)
        packer.add(memberData)
        packer.add(tcpInspect)
    }

    init(from unpacker: inout Unpacker) {
        self.init(
            clientData: unpacker.next(),
            memberConnect: unpacker.next(),
            memberData: unpacker.next(),
            tcpInspect: unpacker.next()
        )
    }
}

extension ObservedPool: Packable {
    func pack(into packer: inout Packer) {
        packer.add(id)
        packer.add(name)
        packer.add(proto)
        packer.add(algorithm)
        packer.add(persistence)
        packer.add(tags)
        packer.add(provisioning)
        packer.add(operating)
        packer.add(listenerIDs)
        packer.add(members)
        packer.add(monitor)
    }

    init(from unpacker: inout Unpacker) {
        self.init(
            id: unpacker.next(),
            name: unpacker.next(),
            proto: unpacker.next(),
            algorithm: unpacker.next(),
            persistence: unpacker.next(),
            tags: unpacker.next(),
            provisioning: unpacker.next(),
            operating: unpacker.next(),
            listenerIDs: unpacker.next(),
            members: unpacker.next(),
            monitor: unpacker.next()
        )
    }
}

extension SessionPersistence: Packable {
    func pack(into packer: inout Packer) {
        packer.add(type)
        packer.add(timeout)
        packer.add(cookieName)
    }

    init(from unpacker: inout Unpacker) {
        self.init(
            type: unpacker.next(),
            timeout: unpacker.next(),
            cookieName: unpacker.next()
        )
    }
}

extension ObservedMember: Packable {
    func pack(into packer: inout Packer) {
        packer.add(id)
        packer.add(spec)
        packer.add(isOutline)
        packer.add(adminStateUp)
        packer.add(backup)
        packer.add(provisioning)
        packer.add(operating)
    }

    init(from unpacker: inout Unpacker) {
        self.init(
            id: unpacker.next(),
            spec: unpacker.next(),
            isOutline: unpacker.next(),
            adminStateUp: unpacker.next(),
            backup: unpacker.next(),
            provisioning: unpacker.next(),
            operating: unpacker.next()
        )
    }
}

extension MemberSpec: Packable {
    func pack(into packer: inout Packer) {
        packer.add(name)
        packer.add(address)
        packer.add(port)
        packer.add(subnetID)
        packer.add(weight)
        packer.add(monitorPort)
    }

    init(from unpacker: inout Unpacker) {
        self.init(
            name: unpacker.next(),
            address: unpacker.next(),
            port: unpacker.next(),
            subnetID: unpacker.next(),
            weight: unpacker.next(),
            monitorPort: unpacker.next()
        )
    }
}

extension ObservedHealthMonitor: Packable {
    func pack(into packer: inout Packer) {
        packer.add(id)
        packer.add(spec)
        packer.add(tags)
        packer.add(provisioning)
    }

    init(from unpacker: inout Unpacker) {
        self.init(
            id: unpacker.next(),
            spec: unpacker.next(),
            tags: unpacker.next(),
            provisioning: unpacker.next()
        )
    }
}

extension HealthMonitorSpec: Packable {
    func pack(into packer: inout Packer) {
        packer.add(name)
        packer.add(type)
        packer.add(delay)
        packer.add(timeout)
        packer.add(maxRetries)
        packer.add(maxRetriesDown)
        packer.add(http)
    }

    init(from unpacker: inout Unpacker) {
        self.init(
            name: unpacker.next(),
            type: unpacker.next(),
            delay: unpacker.next(),
            timeout: unpacker.next(),
            maxRetries: unpacker.next(),
            maxRetriesDown: unpacker.next(),
            http: unpacker.next()
        )
    }
}

extension HealthMonitorSpec.HTTPProbe: Packable {
    func pack(into packer: inout Packer) {
        packer.add(method)
        packer.add(path)
        packer.add(expectedCodes)
    }

    init(from unpacker: inout Unpacker) {
        self.init(
            method: unpacker.next(),
            path: unpacker.next(),
            expectedCodes: unpacker.next()
        )
    }
}

extension ProvisioningState: Packable {
    func pack(into packer: inout Packer) { packer.add(rawValue) }
    init(from unpacker: inout Unpacker) { self.init(rawValue: unpacker.next()) }
}

extension ListenerProtocol: Packable {
    func pack(into packer: inout Packer) { packer.add(rawValue) }
    init(from unpacker: inout Unpacker) { self.init(rawValue: unpacker.next()) }
}
